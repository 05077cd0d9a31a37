/**
 * Products of powers of generators. Generator i has eight bits of one bigint, the highest of them a guard that stays 0:
 * then a product is one addition, divisibility one subtraction, and the order of numbers is a lexicographic term order.
 */
export type Monomial = bigint;

export const UNIT: Monomial = 0n;
export const MAX_GENERATORS = 32;
const ODD = BigInt(`0x${"01".repeat(MAX_GENERATORS)}`);
const GUARDS = BigInt(`0x${"80".repeat(MAX_GENERATORS)}`);

const shift = (generator: number): bigint => BigInt(8 * generator);

export const MAX_EXPONENT = 127;
/** generator^exponent. */
export const monomial = (generator: number, exponent = 1): Monomial => BigInt(exponent) << shift(generator);
export const degreeIn = (m: Monomial, generator: number): number => Number((m >> shift(generator)) & 0x7fn);

/** Whether an exponent has grown past its bits. */
export const overflows = (m: Monomial): boolean => (m & GUARDS) !== 0n;

/** The guards of the fields in which a >= b. */
const atLeast = (a: Monomial, b: Monomial): bigint => ((a | GUARDS) - b) & GUARDS;

export const divides = (a: Monomial, b: Monomial): boolean => atLeast(b, a) === GUARDS;

/** The greatest common divisor: the lower exponent in each field. */
export function commonDivisor(a: Monomial, b: Monomial): Monomial {
  const guards = atLeast(a, b);
  const mask = guards - (guards >> 7n);
  return (b & mask) | (a ^ (a & mask));
}

/** m with m^2 = this monomial: every exponent even. */
export const halved = (m: Monomial): Monomial | undefined => ((m & ODD) === 0n ? m >> 1n : undefined);

/** The generators that occur, with their exponents: four at a time, because operations on bigints are slow. */
export function exponents(m: Monomial): [generator: number, exponent: number][] {
  const list: [number, number][] = [];
  for (let first = 0, rest = m; rest !== 0n; first += 4, rest >>= 32n) {
    const four = Number(BigInt.asUintN(32, rest));
    for (let i = 0; i < 4; i++) {
      const exponent = (four >>> (8 * i)) & 0x7f;
      if (exponent > 0) list.push([first + i, exponent]);
    }
  }
  return list;
}

export const totalDegree = (m: Monomial): number => exponents(m).reduce((sum, [, exponent]) => sum + exponent, 0);

/** All bits of these generators: m & mask is the part of m in them. */
export const generatorsMask = (generators: readonly number[]): Monomial =>
  generators.reduce((mask, generator) => mask | (0x7fn << shift(generator)), 0n);
