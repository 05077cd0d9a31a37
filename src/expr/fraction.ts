/** A term split for printing: sign, and what stands above and below the fraction bar. */
import { num, power, rationalNumber, splitCoefficient } from "./build/index.js";
import { type Expr } from "./node.js";
import { negQ, signQ } from "./rational.js";

export interface Fraction {
  readonly negative: boolean;
  /** Integer coefficient above the bar. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly above: readonly Expr[];
  /** Factors below the bar, with their exponents made positive. */
  readonly below: readonly Expr[];
}

export function fraction(e: Expr): Fraction {
  const [coefficient, rest] = splitCoefficient(e);
  const negative = signQ(coefficient) < 0;
  const magnitude = negative ? negQ(coefficient) : coefficient;
  const above: Expr[] = [];
  const below: Expr[] = [];
  for (const factor of rest.kind === "mul" ? rest.factors : rest.kind === "num" ? [] : [rest]) {
    const exponent = factor.kind === "pow" && factor.exponent.kind === "num" ? factor.exponent.value : undefined;
    if (factor.kind === "pow" && exponent && signQ(exponent) < 0)
      below.push(power(factor.base, rationalNumber(negQ(exponent))));
    else above.push(factor);
  }
  return { negative, numerator: magnitude.numerator, denominator: magnitude.denominator, above, below };
}

/** The terms of a sum in reading order: highest degree first, the constant last, a positive term in front if there is one. */
export function readingOrder(e: Extract<Expr, { kind: "add" }>): readonly Expr[] {
  const terms = e.terms
    .map((term, position) => ({ term, position, degree: degree(term) }))
    .sort((a, b) => b.degree - a.degree || a.position - b.position)
    .map(({ term }) => term);
  if (signQ(e.constant) !== 0) terms.push(rationalNumber(e.constant));
  const lead = terms.findIndex((term) => signQ(splitCoefficient(term)[0]) > 0);
  return lead <= 0 ? terms : [terms[lead]!, ...terms.slice(0, lead), ...terms.slice(lead + 1)];
}

/** Printed terms as a sum: a term that begins with a minus is subtracted. */
export const joinTerms = (terms: readonly string[]): string =>
  terms.reduce((line, term) => (term.startsWith("-") ? `${line} - ${term.slice(1)}` : `${line} + ${term}`));

/** Total degree of a term in symbols; other subexpressions count as degree 0. */
function degree(e: Expr): number {
  if (e.kind === "element") return 1;
  if (e.kind === "mul") return e.factors.reduce((total, factor) => total + degree(factor), 0);
  if (e.kind === "pow" && e.exponent.kind === "num" && e.base.kind === "element")
    return Number(e.exponent.value.numerator) / Number(e.exponent.value.denominator);
  return 0;
}

/** e^(1/q) is printed as a root: the root's order, or undefined. */
export const rootOrder = (e: Expr): number | undefined =>
  e.kind === "pow" && e.exponent.kind === "num" && e.exponent.value.numerator === 1n && e.exponent !== num(1)
    ? Number(e.exponent.value.denominator)
    : undefined;
