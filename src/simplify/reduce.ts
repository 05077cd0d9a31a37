/**
 * Other forms of a fraction on Γ = {r = 0}. With c the part of a term free of parameters, each strategy is a rewriting
 * of polynomials that changes nothing where the residuals vanish:
 *   order       divide by the residuals under a term order: uv - 1 turns u v^2 into v
 *   homogenize  bring all terms to one degree with r = q - c, q/c = 1: uv - 1 turns u^3 - v into u^3 - u v^2
 */
import { spend, within } from "./budget.js";
import { type Fraction, cancel, fromPolynomial, lowestTerms, multiplyFractions, raiseFraction } from "./fraction.js";
import { type Monomial, UNIT, divides, exponents, generatorsMask, totalDegree } from "./monomial.js";
import { ONE, type Polynomial, isZero, minus, plus, quotient, raise, scale, times, ZERO } from "./polynomial.js";

/** Work that one strategy may cost on one fraction. */
const ALLOWANCE = 60_000;
const MOST_STRATEGIES = 12;

/** scale * p rewritten; the scale is free of parameters and comes from leading coefficients. */
interface Rewritten {
  readonly polynomial: Polynomial;
  readonly scale: Polynomial;
}
type Rewriting = (p: Polynomial) => Rewritten;
/** Another form of the fraction; undefined when there is none, or it is too large. */
export type Strategy = (f: Fraction) => Fraction | undefined;

/** The strategies for residuals that are polynomials in generators; `parameters` are those that change along Γ. */
export function strategies(residuals: readonly Polynomial[], parameters: readonly number[]): Strategy[] {
  const mask = generatorsMask(parameters);
  const rewritings = [
    ...residuals.flatMap((r) => homogenization(r, mask) ?? []),
    ...divisions(residuals, parameters, mask),
  ];
  return rewritings
    .slice(0, MOST_STRATEGIES)
    .flatMap((rewriting) => [
      (f: Fraction) => within(ALLOWANCE, () => rewrite(f, rewriting)),
      (f: Fraction) => within(ALLOWANCE, () => rewriteNumerator(f, rewriting)),
    ]);
}

function rewriteNumerator(f: Fraction, rewriting: Rewriting): Fraction | undefined {
  const above = rewriting(f.numerator);
  const inverse = raiseFraction(fromPolynomial(above.scale), -1);
  return inverse && lowestTerms(multiplyFractions(cancel({ ...f, numerator: above.polynomial }), inverse));
}

function rewrite(f: Fraction, rewriting: Rewriting): Fraction | undefined {
  let result = rewriteNumerator({ ...f, denominator: new Map() }, rewriting);
  for (const { base, exponent } of f.denominator.values()) {
    const below = rewriting(base);
    // base = polynomial / scale
    const power = raiseFraction(fromPolynomial(below.polynomial), -exponent);
    if (!power || !result) return undefined;
    result = multiplyFractions(multiplyFractions(result, power), fromPolynomial(raise(below.scale, exponent)));
  }
  return result && lowestTerms(result);
}

/** p by its parts in the parameters, their coefficients polynomials in the constants. */
function byParameters(p: Polynomial, mask: Monomial): Map<Monomial, Polynomial> {
  const parts = new Map<Monomial, Polynomial[number][]>();
  for (const { monomial, coefficient } of p) {
    const part = monomial & mask;
    const term = { monomial: monomial ^ part, coefficient };
    const list = parts.get(part);
    if (list) list.push(term);
    else parts.set(part, [term]);
  }
  return parts;
}

/** r = q - c with q homogeneous of degree d > 0 in the parameters and c constant: terms of low degree take factors q/c. */
function homogenization(r: Polynomial, mask: Monomial): Rewriting | undefined {
  const parts = byParameters(r, mask);
  const constant = parts.get(UNIT);
  const degrees = new Set([...parts.keys()].filter((part) => part !== UNIT).map(totalDegree));
  if (constant === undefined || degrees.size !== 1) return undefined;
  const d = Math.max(...degrees);
  const c = scale(-1n, constant);
  const q = plus(r, c);
  const degree = (m: Monomial): number => totalDegree(m & mask);
  return (p) => {
    // Degrees that differ by multiples of d can be brought together: to the highest of each class.
    const highest = new Map<number, number>();
    for (const { monomial: m } of p) highest.set(degree(m) % d, Math.max(highest.get(degree(m) % d) ?? 0, degree(m)));
    const missing = ({ monomial: m }: Polynomial[number]): number => (highest.get(degree(m) % d)! - degree(m)) / d;
    const most = Math.max(0, ...p.map(missing));
    const raised = Array.from({ length: most + 1 }, (_, k) => {
      const row = p.filter((term) => missing(term) === k);
      return times(row, times(raise(q, k), raise(c, most - k)));
    });
    return { polynomial: raised.reduce(plus, ZERO), scale: raise(c, most) };
  };
}

/** A term order as a sort key on parts in the parameters. */
type Order = (part: Monomial) => bigint;

/** Each parameter in turn first, by degree or lexicographically. */
function orders(parameters: readonly number[]): Order[] {
  return parameters.flatMap((_, first): Order[] => {
    const rotated = [...parameters.slice(first), ...parameters.slice(0, first)];
    const lexicographic: Order = (part) => {
      const powers = new Map(exponents(part));
      return rotated.reduce((key, generator) => (key << 8n) | BigInt(powers.get(generator) ?? 0), 0n);
    };
    const size = BigInt(8 * rotated.length);
    return [lexicographic, (part) => (BigInt(totalDegree(part)) << size) | lexicographic(part)];
  });
}

/** A residual as a rule: lead * coefficient = -(the rest). */
interface Divisor {
  readonly lead: Monomial;
  readonly coefficient: Polynomial;
  readonly residual: Polynomial;
}

function divisions(residuals: readonly Polynomial[], parameters: readonly number[], mask: Monomial): Rewriting[] {
  const distinct = new Map<string, Rewriting>();
  for (const order of orders(parameters)) {
    const divisors = residuals.flatMap((residual): Divisor[] => {
      const [lead, coefficient] = [...byParameters(residual, mask)].reduce((a, b) =>
        order(b[0]) > order(a[0]) ? b : a,
      );
      return lead === UNIT ? [] : [{ lead, coefficient, residual }];
    });
    const key = divisors.map(({ lead }) => lead.toString(36)).join(" ");
    if (divisors.length > 0 && !distinct.has(key)) distinct.set(key, (p) => remainder(p, divisors, mask));
  }
  return [...distinct.values()];
}

/** Rewrites until no part is divisible by a lead; an admissible order makes this end. */
function remainder(p: Polynomial, divisors: readonly Divisor[], mask: Monomial): Rewritten {
  let [rest, factor] = [p, ONE];
  for (;;) {
    spend(rest.length);
    const step = reducible(rest, divisors, mask);
    if (step === undefined) return { polynomial: rest, scale: factor };
    const { part, coefficient, divisor } = step;
    const exact = quotient(coefficient, divisor.coefficient);
    const multiple = scale(1n, times(exact ?? coefficient, divisor.residual), part - divisor.lead);
    if (exact === undefined) {
      rest = times(rest, divisor.coefficient);
      factor = times(factor, divisor.coefficient);
    }
    rest = minus(rest, multiple);
    if (isZero(rest)) return { polynomial: rest, scale: ONE };
  }
}

function reducible(p: Polynomial, divisors: readonly Divisor[], mask: Monomial) {
  for (const [part, coefficient] of byParameters(p, mask)) {
    const divisor = divisors.find(({ lead }) => divides(lead, part));
    if (divisor) return { part, coefficient, divisor };
  }
  return undefined;
}
