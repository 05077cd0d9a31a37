/** log and log1p after fdlibm: x = 2^k (1 + f) with 1 + f between √½ and √2, and a polynomial in f / (2 + f). */
import type { Code } from "../code.js";
import { type Formula, type MathFunction, polynomial } from "./formula.js";

const [LN2_HIGH, LN2_LOW] = [6.9314718036912381649e-1, 1.90821492927058770002e-10];
/** ln(1 + f) = f − f²/2 + s (f²/2 + R), s = f / (2 + f), R = s² (…). */
const SERIES = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
];
const SMALLEST_NORMAL = 2 ** -1022;
const ROOT_HALF_BITS = 0x3fe6a09e00000000n;
const ONE_BITS = 0x3ff0000000000000n;
const MANTISSA_BITS = 0x000fffffffffffffn;
/** A 52-bit integer with these bits around it is a double: 2^52 + the integer. */
const TWO_52_BITS = 0x4330000000000000n;

/** x > 0 normal: k and f. */
function split({ lanes, let: name }: Formula, x: Code): { readonly k: Code; readonly f: Code } {
  const { bits, constant, sub } = lanes;
  const shifted = name(bits.toDouble(bits.add(bits.of(x), bits.constant(ONE_BITS - ROOT_HALF_BITS))));
  const biased = bits.toDouble(bits.or(bits.shr(bits.of(shifted), 52), bits.constant(TWO_52_BITS)));
  const mantissa = bits.add(bits.and(bits.of(shifted), bits.constant(MANTISSA_BITS)), bits.constant(ROOT_HALF_BITS));
  return {
    k: name(sub(biased, constant(2 ** 52 + 1023))),
    f: name(sub(bits.toDouble(mantissa), constant(1))),
  };
}

/** k ln 2 + ln(1 + f) + c for a small correction c. */
function assemble(formula: Formula, k: Code, f: Code, correction: Code): Code {
  const { lanes, let: name } = formula;
  const { add, constant, div, mul, sub } = lanes;
  const half = name(mul(mul(constant(0.5), f), f));
  const s = name(div(f, add(constant(2), f)));
  const z = name(mul(s, s));
  const R = mul(z, polynomial(formula, z, SERIES));
  const low = add(mul(s, add(half, R)), add(mul(k, constant(LN2_LOW)), correction));
  return add(mul(k, constant(LN2_HIGH)), sub(f, sub(half, low)));
}

/** −∞ at 0, NaN below, ∞ at ∞: `position` is x or 1 + x. */
function withEnds({ lanes }: Formula, position: Code, value: Code): Code {
  const { constant, eq, le, lt, select } = lanes;
  const inside = select(lt(position, constant(Infinity)), value, position);
  const below = select(lt(position, constant(0)), constant(NaN), inside);
  return select(
    le(lanes.abs(position), constant(0)),
    constant(-Infinity),
    select(eq(position, position), below, position),
  );
}

export const log: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { constant, lt, mul, select, sub } = lanes;
  const isSubnormal = lt(x, constant(SMALLEST_NORMAL));
  const { k, f } = split(formula, name(select(isSubnormal, mul(x, constant(2 ** 54)), x)));
  const exponent = name(sub(k, select(isSubnormal, constant(54), constant(0))));
  return withEnds(formula, x, assemble(formula, exponent, f, constant(0)));
};

/** u = 1 + x rounded, and ln(1 + x) = ln u + (1 + x − u) / u; x itself is f where k = 0. */
export const log1p: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { abs, add, constant, div, eq, le, lt, select, sub } = lanes;
  const u = name(add(constant(1), x));
  const { k, f } = split(formula, u);
  // 1 + x − u, exact: the larger of 1 and x is taken away first.
  const lost = select(lt(constant(1), x), sub(constant(1), sub(u, x)), sub(x, sub(u, constant(1))));
  const plain = eq(k, constant(0));
  const argument = name(select(plain, x, f));
  const correction = name(select(plain, constant(0), div(lost, u)));
  const value = name(withEnds(formula, u, assemble(formula, k, argument, correction)));
  return select(le(abs(x), constant(2 ** -54)), x, value);
};
