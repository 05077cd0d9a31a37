/** Exact rational numbers: the coefficients of every expression. Always in lowest terms, denominator positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  let n = BigInt(numerator);
  let d = BigInt(denominator);
  if (d === 1n) return { numerator: n, denominator: d };
  if (d === 0n) throw new RangeError("internal: rational with denominator 0");
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const g = gcd(n, d);
  return g === 1n ? { numerator: n, denominator: d } : { numerator: n / g, denominator: d / g };
}

export const ZERO = rational(0);
export const ONE = rational(1);
export const MINUS_ONE = rational(-1);
export const HALF = rational(1, 2);

export function addQ(a: Rational, b: Rational): Rational {
  if (isZeroQ(a)) return b;
  if (isZeroQ(b)) return a;
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}
export function mulQ(a: Rational, b: Rational): Rational {
  if (isOneQ(a)) return b;
  if (isOneQ(b)) return a;
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}
export const divQ = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);
export const negQ = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator });

export const isZeroQ = (a: Rational): boolean => a.numerator === 0n;
export const isOneQ = (a: Rational): boolean => a.numerator === 1n && a.denominator === 1n;
export const isIntegerQ = (a: Rational): boolean => a.denominator === 1n;
export const equalQ = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;
export const signQ = (a: Rational): number => (a.numerator > 0n ? 1 : a.numerator < 0n ? -1 : 0);
export const compareQ = (a: Rational, b: Rational): number =>
  Number(a.numerator * b.denominator > b.numerator * a.denominator) -
  Number(a.numerator * b.denominator < b.numerator * a.denominator);

/** a^n for an integer n; throws on 0 to a negative power. */
export function powQ(a: Rational, n: bigint): Rational {
  if (n >= 0n) return { numerator: a.numerator ** n, denominator: a.denominator ** n };
  return rational(a.denominator ** -n, a.numerator ** -n);
}

/** The double nearest to a, ties to even, down to the subnormal ones. */
export function toNumber(a: Rational): number {
  const [n, d] = [Number(a.numerator), Number(a.denominator)];
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return n / d;
  const magnitude = a.numerator < 0n ? -a.numerator : a.numerator;
  const scaled = (shift: bigint): [bigint, bigint] =>
    shift >= 0n ? [magnitude << shift, a.denominator] : [magnitude, a.denominator << -shift];
  // |a| 2^shift has 53 bits before the point; a subnormal number has fewer.
  let shift = 53n - BigInt(magnitude.toString(2).length - a.denominator.toString(2).length);
  const [above, below] = scaled(shift);
  if (above / below >= 1n << 53n) shift -= 1n;
  if (shift > 1074n) shift = 1074n;
  const [top, bottom] = scaled(shift);
  let quotient = top / bottom;
  const twice = 2n * (top % bottom);
  if (twice > bottom || (twice === bottom && quotient % 2n === 1n)) quotient += 1n;
  const value = Number(quotient) * 2 ** -Number(shift);
  return a.numerator < 0n ? -value : value;
}

/** Reads a decimal literal exactly: "0.1" is 1/10, "1e-3" is 1/1000, "0x10" is 16. */
export function parseRational(text: string): Rational {
  const literal = text.replaceAll("_", "");
  if (/^0[xob]/i.test(literal)) return rational(BigInt(literal));
  const match = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(literal);
  if (!match) throw new RangeError(`internal: not a decimal literal: ${text}`);
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(whole + fraction || "0");
  const power = BigInt(exponent) - BigInt(fraction.length);
  return power >= 0n ? rational(digits * 10n ** power) : rational(digits, 10n ** -power);
}

/** The integer r with r^n = a, when there is one (a >= 0, n >= 1). */
export function exactRoot(a: bigint, n: bigint): bigint | undefined {
  if (a < 2n) return a;
  let low = 1n;
  let high = 1n << (BigInt(a.toString(2).length) / n + 1n);
  while (low <= high) {
    const middle = (low + high) / 2n;
    const power = middle ** n;
    if (power === a) return middle;
    if (power < a) low = middle + 1n;
    else high = middle - 1n;
  }
  return undefined;
}

export const formatQ = (a: Rational): string =>
  a.denominator === 1n ? a.numerator.toString() : `${a.numerator.toString()}/${a.denominator.toString()}`;
