/**
 * exp and expm1 after fdlibm: x = k ln 2 + r with |r| ≤ ½ ln 2, a rational function of r, and 2^k by its bits. Without
 * branches: out of range, the last multiplications overflow to ∞ or round to 0.
 */
import type { Code } from "../code.js";
import { type Formula, type MathFunction, polynomial } from "./formula.js";

/** ln 2 = HIGH + LOW; k HIGH is exact. */
const [HIGH, LOW] = [6.9314718036912381649e-1, 1.90821492927058770002e-10];
/** r coth(r/2) = 2 + r² (…): the series whose quotient is eʳ. */
const EXP = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
];
/** (r/2) coth(r/2), in powers of r²/2. */
const EXPM1 = [
  1, -3.33333333333331316428e-2, 1.58730158725481460165e-3, -7.93650757867487942473e-5, 4.00821782732936239552e-6,
  -2.01099218183624371326e-7,
];
/** x + MAGIC has the integer nearest to x in its low bits. */
const MAGIC = 1.5 * 2 ** 52;
const ONE_BITS = 0x3ff0000000000000n;

/** m 2^k. */
interface Scaled {
  readonly mantissa: Code;
  readonly exponent: Code;
}

/** k, and r = high − low with |r| ≤ ½ ln 2. */
function reduce(formula: Formula, x: Code): { readonly k: Code; readonly high: Code; readonly low: Code } {
  const { lanes, let: name } = formula;
  const { constant, mul, sub } = lanes;
  const k = name(lanes.nearest(mul(x, constant(Math.LOG2E))));
  return { k, high: name(sub(x, mul(k, constant(HIGH)))), low: name(mul(k, constant(LOW))) };
}

export const integerBits = ({ lanes: { add, bits, constant } }: Formula, k: Code): Code =>
  bits.of(add(k, constant(MAGIC)));

/** 2^k, −1022 ≤ k ≤ 1023. */
function powerOfTwo(formula: Formula, k: Code): Code {
  const { bits } = formula.lanes;
  return bits.toDouble(bits.add(bits.shl(integerBits(formula, k), 52), bits.constant(ONE_BITS)));
}

/** In two steps, since 2^k alone may be too large or too small. */
export function scale(formula: Formula, { mantissa, exponent }: Scaled): Code {
  const { lanes, let: name } = formula;
  const half = name(lanes.floor(lanes.mul(exponent, lanes.constant(0.5))));
  const first = lanes.mul(mantissa, powerOfTwo(formula, half));
  return lanes.mul(first, powerOfTwo(formula, lanes.sub(exponent, half)));
}

const clamp = ({ lanes: { constant, max, min } }: Formula, x: Code, low: number, high: number): Code =>
  max(min(x, constant(high)), constant(low));

/** eʳ = 1 + r + r c / (2 − c), c = r − r² P(r²) */
export const exp: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { add, constant, div, mul, sub } = lanes;
  const { k, high, low } = reduce(formula, name(clamp(formula, x, -746, 710)));
  const r = name(sub(high, low));
  const z = name(mul(r, r));
  const c = name(sub(r, mul(z, polynomial(formula, z, EXP))));
  const correction = sub(sub(low, div(mul(r, c), sub(constant(2), c))), high);
  return scale(formula, { mantissa: name(add(constant(1), lanes.neg(correction))), exponent: k });
};

/** eˣ − 1 as m 2^k: with t = 1 − 2⁻ᵏ and eʳ = 1 + r − e, m = t + r − e. Wrong for |x| < 2⁻⁵⁴: −0 becomes 0. */
export function scaledExpm1(formula: Formula, x: Code): Scaled {
  const { lanes, let: name } = formula;
  const { add, constant, div, mul, sub } = lanes;
  const { k, high, low } = reduce(formula, name(clamp(formula, x, -50, 712)));
  const r = name(sub(high, low));
  const lost = sub(sub(high, r), low);
  const h = name(mul(r, constant(0.5)));
  const z = name(mul(r, h));
  const quotient = name(polynomial(formula, z, EXPM1));
  const t = name(sub(constant(3), mul(quotient, h)));
  const e = name(mul(z, div(sub(quotient, t), sub(constant(6), mul(r, t)))));
  const error = name(lost);
  const part = sub(sub(mul(r, sub(e, error)), error), z);
  const shift = name(sub(constant(1), powerOfTwo(formula, lanes.neg(name(lanes.min(k, constant(1000)))))));
  const sum = name(add(shift, r));
  // Exact: |shift| ≥ |r| or shift = 0.
  const rounding = sub(r, sub(sum, shift));
  return { mantissa: name(add(sum, sub(rounding, part))), exponent: k };
}

export const expm1: MathFunction = (formula, x) => {
  const { lanes } = formula;
  const isTiny = lanes.lt(lanes.abs(x), lanes.constant(2 ** -54));
  return lanes.select(isTiny, x, scale(formula, scaledExpm1(formula, x)));
};
