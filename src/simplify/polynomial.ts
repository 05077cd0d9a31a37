/** Sparse multivariate polynomials with integer coefficients. */
import { gcd as gcdInteger } from "../expr/rational.js";
import { giveUp, spend } from "./budget.js";
import {
  MAX_EXPONENT,
  type Monomial,
  UNIT,
  commonDivisor,
  degreeIn,
  divides,
  exponents,
  monomial,
  overflows,
} from "./monomial.js";

export interface Term {
  readonly monomial: Monomial;
  readonly coefficient: bigint;
}
/** Terms in decreasing order of their monomials, no coefficient 0. */
export type Polynomial = readonly Term[];

export const ZERO: Polynomial = [];
export const constant = (value: bigint): Polynomial => (value === 0n ? ZERO : [{ monomial: UNIT, coefficient: value }]);
export const ONE = constant(1n);
/** generator^exponent. */
export function generator(index: number, exponent = 1): Polynomial {
  if (exponent > MAX_EXPONENT) giveUp();
  return [{ monomial: monomial(index, exponent), coefficient: 1n }];
}

export const isZero = (p: Polynomial): boolean => p.length === 0;
export const isConstant = (p: Polynomial): boolean => p.length === 0 || p[0]!.monomial === UNIT;

export const keyOf = (p: Polynomial): string =>
  p.map((term) => `${term.monomial.toString(36)}:${term.coefficient.toString(36)}`).join(" ");
export const equal = (p: Polynomial, q: Polynomial): boolean =>
  p.length === q.length &&
  p.every((term, i) => term.monomial === q[i]!.monomial && term.coefficient === q[i]!.coefficient);

/** The polynomial with these coefficients. */
export function collect(coefficients: ReadonlyMap<Monomial, bigint>): Polynomial {
  const terms: Term[] = [];
  for (const [m, coefficient] of coefficients) if (coefficient !== 0n) terms.push({ monomial: m, coefficient });
  return terms.sort((a, b) => (a.monomial < b.monomial ? 1 : -1));
}

/** p + factor * m * q: one merge of two sorted lists. */
export function plusMultiple(p: Polynomial, factor: bigint, m: Monomial, q: Polynomial): Polynomial {
  spend(p.length + q.length);
  const sum: Term[] = [];
  let i = 0;
  for (const term of q) {
    const shifted = term.monomial + m;
    if (overflows(shifted)) giveUp();
    while (i < p.length && p[i]!.monomial > shifted) sum.push(p[i++]!);
    let coefficient = factor * term.coefficient;
    if (i < p.length && p[i]!.monomial === shifted) coefficient += p[i++]!.coefficient;
    if (coefficient !== 0n) sum.push({ monomial: shifted, coefficient });
  }
  while (i < p.length) sum.push(p[i++]!);
  return sum;
}

export const plus = (p: Polynomial, q: Polynomial): Polynomial => plusMultiple(p, 1n, UNIT, q);
export const minus = (p: Polynomial, q: Polynomial): Polynomial => plusMultiple(p, -1n, UNIT, q);
/** factor * m * p. */
export const scale = (factor: bigint, p: Polynomial, m = UNIT): Polynomial =>
  factor === 0n ? ZERO : p.map((term) => ({ monomial: term.monomial + m, coefficient: factor * term.coefficient }));

/** Every exponent that occurs is at most the one in this monomial (bits joined, so perhaps less than twice it). */
const bound = (p: Polynomial): Monomial => p.reduce((joined, term) => joined | term.monomial, UNIT);

export function times(p: Polynomial, q: Polynomial): Polynomial {
  if (p.length > q.length) return times(q, p);
  if (p.length === 0) return ZERO;
  spend(p.length * q.length);
  if (overflows(bound(p) + bound(q))) giveUp();
  if (p.length === 1) return scale(p[0]!.coefficient, q, p[0]!.monomial);
  const sums = new Map<Monomial, bigint>();
  for (const a of p)
    for (const b of q) {
      const m = a.monomial + b.monomial;
      sums.set(m, (sums.get(m) ?? 0n) + a.coefficient * b.coefficient);
    }
  return collect(sums);
}

export const product = (factors: readonly Polynomial[]): Polynomial => factors.reduce(times, ONE);

/** p^n for n >= 0. */
export function raise(p: Polynomial, n: number): Polynomial {
  if (n === 0) return ONE;
  const half = raise(p, Math.floor(n / 2));
  const square = times(half, half);
  return n % 2 === 0 ? square : times(square, p);
}

/** p / q when the division leaves no rest. */
export function quotient(p: Polynomial, q: Polynomial): Polynomial | undefined {
  const [lead] = q;
  if (lead === undefined || !mayDivide(q, p)) return undefined;
  const terms: Term[] = [];
  let rest = p;
  while (rest.length > 0) {
    const { monomial: m, coefficient } = rest[0]!;
    if (coefficient % lead.coefficient !== 0n || !divides(lead.monomial, m)) return undefined;
    const term = { monomial: m - lead.monomial, coefficient: coefficient / lead.coefficient };
    terms.push(term);
    rest = plusMultiple(rest, -term.coefficient, term.monomial, q);
  }
  return terms;
}

/** Necessary for divisibility: the value at one integer point divides. Refuses most divisions at once. */
function mayDivide(q: Polynomial, p: Polynomial): boolean {
  if (q.length === 1) return true;
  const value = valueAtTestPoint(q);
  return value === 0n || valueAtTestPoint(p) % value === 0n;
}

const values = new WeakMap<Polynomial, bigint>();

/** The value at one fixed point of integers. */
export function valueAtTestPoint(p: Polynomial): bigint {
  spend(p.length);
  const known = values.get(p);
  if (known !== undefined) return known;
  let value = 0n;
  for (const term of p) {
    let summand = term.coefficient;
    for (const [index, exponent] of exponents(term.monomial)) summand *= BigInt(101 + 34 * index) ** BigInt(exponent);
    value += summand;
  }
  values.set(p, value);
  return value;
}

/** The greatest integer that divides every coefficient, with the sign of the first. */
export function content(p: Polynomial): bigint {
  let common = 0n;
  for (const term of p) {
    common = gcdInteger(common, term.coefficient);
    if (common === 1n) break;
  }
  return p.length > 0 && p[0]!.coefficient < 0n ? -common : common;
}

export const overInteger = (p: Polynomial, divisor: bigint): Polynomial =>
  divisor === 1n ? p : p.map((term) => ({ monomial: term.monomial, coefficient: term.coefficient / divisor }));
/** p over its content: coprime coefficients, the first positive. */
export const primitive = (p: Polynomial): Polynomial => (p.length === 0 ? p : overInteger(p, content(p)));

export const commonMonomial = (p: Polynomial): Monomial =>
  p.slice(1).reduce((common, term) => commonDivisor(common, term.monomial), p[0]?.monomial ?? UNIT);
export const overMonomial = (p: Polynomial, m: Monomial): Polynomial =>
  m === UNIT ? p : p.map((term) => ({ monomial: term.monomial - m, coefficient: term.coefficient }));

export const degree = (p: Polynomial, index: number): number =>
  p.reduce((highest, term) => Math.max(highest, degreeIn(term.monomial, index)), 0);

/** The generators that occur in p, ascending. */
export const support = (p: Polynomial): number[] => exponents(bound(p)).map(([index]) => index);

/** p as a polynomial in one generator: the coefficient of its k-th power at position k. */
export function coefficientsIn(p: Polynomial, index: number): Polynomial[] {
  const rows: Term[][] = Array.from({ length: degree(p, index) + 1 }, () => []);
  for (const term of p) {
    const k = degreeIn(term.monomial, index);
    rows[k]!.push({ monomial: term.monomial - monomial(index, k), coefficient: term.coefficient });
  }
  return rows;
}

export const fromCoefficients = (rows: readonly Polynomial[], index: number): Polynomial =>
  rows.reduce((sum, row, k) => plusMultiple(sum, 1n, monomial(index, k), row), ZERO);

export function derivative(p: Polynomial, index: number): Polynomial {
  return p.flatMap((term) => {
    const k = degreeIn(term.monomial, index);
    return k === 0 ? [] : [{ monomial: term.monomial - monomial(index), coefficient: term.coefficient * BigInt(k) }];
  });
}
