/** Square roots of polynomials: refused at once by the value at a point, else found term by term. */
import { exactRoot } from "../expr/rational.js";
import { divides, halved } from "./monomial.js";
import {
  type Polynomial,
  type Term,
  isZero,
  minus,
  plusMultiple,
  scale,
  times,
  valueAtTestPoint,
} from "./polynomial.js";

/** s with s^2 = B^2 - 4 A C. */
export function rootOfDiscriminant(A: Polynomial, B: Polynomial, C: Polynomial): Polynomial | undefined {
  const [a, b, c] = [A, B, C].map(valueAtTestPoint) as [bigint, bigint, bigint];
  if (!isSquare(b * b - 4n * a * c)) return undefined;
  return squareRoot(minus(times(B, B), scale(4n, times(A, C))));
}

/** s with s^2 = p and a positive first coefficient. */
export function squareRoot(p: Polynomial): Polynomial | undefined {
  if (isZero(p)) return p;
  if (!isSquare(valueAtTestPoint(p))) return undefined;
  const lead = rootOfTerm(p[0]!);
  if (lead === undefined) return undefined;
  const root: Term[] = [lead];
  // p - s^2 for the terms of s so far; its first term is twice the first of s times the next.
  let rest: Polynomial = p.slice(1);
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const twice = 2n * lead.coefficient;
    if (first.coefficient % twice !== 0n || !divides(lead.monomial, first.monomial)) return undefined;
    const next = { monomial: first.monomial - lead.monomial, coefficient: first.coefficient / twice };
    rest = plusMultiple(rest, -next.coefficient, next.monomial, [...scale(2n, root), next]);
    root.push(next);
  }
  return root;
}

function rootOfTerm({ monomial, coefficient }: Term): Term | undefined {
  const [half, root] = [halved(monomial), coefficient > 0n ? exactRoot(coefficient, 2n) : undefined];
  return half === undefined || root === undefined ? undefined : { monomial: half, coefficient: root };
}

/** Squares leave 12 of 64 remainders. */
const REMAINDERS = new Set(Array.from({ length: 64 }, (_, k) => BigInt(k * k) & 63n));

const isSquare = (n: bigint): boolean => n >= 0n && REMAINDERS.has(n & 63n) && exactRoot(n, 2n) !== undefined;
