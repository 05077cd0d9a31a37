/** Greatest common divisors of polynomials: primitive remainder sequences, where a modular image cannot rule them out. */
import { gcd as gcdInteger } from "../expr/rational.js";
import { spend, within } from "./budget.js";
import { imageDegree } from "./image.js";
import { commonDivisor, monomial } from "./monomial.js";
import {
  ONE,
  type Polynomial,
  coefficientsIn,
  commonMonomial,
  content,
  degree,
  isConstant,
  isZero,
  keyOf,
  minus,
  overInteger,
  overMonomial,
  primitive,
  quotient,
  scale,
  support,
  times,
} from "./polynomial.js";

/** Work that one gcd may cost before it is given up. */
const ALLOWANCE = 100_000;

const memo = new Map<string, Polynomial>();

/** The greatest common divisor, or 1 when it is too hard to find: only ever a common divisor. First coefficient positive. */
export function gcd(p: Polynomial, q: Polynomial): Polynomial {
  const key = `${keyOf(p)} & ${keyOf(q)}`;
  let known = memo.get(key);
  if (known === undefined) {
    known = within(ALLOWANCE, () => greatest(p, q)) ?? ONE;
    memo.set(key, known);
  }
  return known;
}

function greatest(p: Polynomial, q: Polynomial): Polynomial {
  if (isZero(p)) return scale(content(q) < 0n ? -1n : 1n, q);
  if (isZero(q)) return greatest(q, p);
  const [contentP, contentQ] = [content(p), content(q)];
  const [monomialP, monomialQ] = [commonMonomial(p), commonMonomial(q)];
  const rest = ofPrimitives(
    overMonomial(overInteger(p, contentP), monomialP),
    overMonomial(overInteger(q, contentQ), monomialQ),
  );
  return scale(gcdInteger(contentP, contentQ), rest, commonDivisor(monomialP, monomialQ));
}

/** For polynomials without integer or monomial content. */
function ofPrimitives(p: Polynomial, q: Polynomial): Polynomial {
  if (isConstant(p) || isConstant(q)) return ONE;
  const shared = support(p).filter((index) => support(q).includes(index));
  // A generator that the gcd does not depend on: only the coefficients of its powers matter.
  const images = shared.map((index) => ({ index, degree: imageDegree(p, q, index) }));
  const candidates = images.filter((image) => image.degree > 0).sort((a, b) => a.degree - b.degree);
  const [main] = candidates;
  if (main === undefined) return ONE;
  const absent = [...support(p), ...support(q)].find((index) => !candidates.some((image) => image.index === index));
  if (absent !== undefined) return [...coefficientsIn(p, absent), ...coefficientsIn(q, absent)].reduce(greatest, []);
  return remainderSequence(p, q, main.index);
}

/** The gcd of the coefficients of the powers of one generator. */
export const contentIn = (p: Polynomial, index: number): Polynomial =>
  coefficientsIn(p, index).reduce(
    (common, row) => (isConstant(common) && !isZero(common) ? ONE : greatest(common, row)),
    [],
  );

function remainderSequence(p: Polynomial, q: Polynomial, index: number): Polynomial {
  const [contentP, contentQ] = [contentIn(p, index), contentIn(q, index)];
  let [a, b] = [quotient(p, contentP)!, quotient(q, contentQ)!];
  if (degree(a, index) < degree(b, index)) [a, b] = [b, a];
  while (!isZero(b)) {
    if (degree(b, index) === 0) return greatest(contentP, contentQ);
    const rest = pseudoRemainder(a, b, index);
    a = b;
    b = isZero(rest) ? rest : primitive(quotient(rest, contentIn(rest, index))!);
  }
  return times(greatest(contentP, contentQ), primitive(a));
}

/** lead(q)^k p modulo q in one generator: the remainder without fractions. */
function pseudoRemainder(p: Polynomial, q: Polynomial, index: number): Polynomial {
  const rows = coefficientsIn(q, index);
  const [lead, degreeQ] = [rows.at(-1)!, rows.length - 1];
  let rest = p;
  for (let k = degree(rest, index); k >= degreeQ && !isZero(rest); k = degree(rest, index)) {
    spend(1);
    const top = coefficientsIn(rest, index).at(-1)!;
    rest = minus(times(lead, rest), scale(1n, times(top, q), monomial(index, k - degreeQ)));
    if (k === 0) break;
  }
  return rest;
}
