/** sinh and cosh from E = e^|x| − 1, where nothing cancels; tanh from a rational function near 0 (Cephes) and e^2|x|. */
import type { Code } from "../code.js";
import { exp, scale, scaledExpm1 } from "./exponential.js";
import { type Formula, type MathFunction, polynomial } from "./formula.js";

/** From here on 1 and e⁻ˣ are beyond the last bit of eˣ, and eˣ/2 is taken at once: eˣ may overflow. */
const ONE_SIDED = 40;

const withSignOf = ({ lanes: { bits } }: Formula, x: Code, size: Code): Code =>
  bits.toDouble(bits.or(bits.of(size), bits.and(bits.of(x), bits.constant(1n << 63n))));

function ofPositive(formula: Formula, x: Code): { readonly E: Code; readonly size: Code; readonly halfExp: Code } {
  const { lanes, let: name } = formula;
  const size = name(lanes.abs(x));
  const { mantissa, exponent } = scaledExpm1(formula, size);
  const less = name(lanes.sub(exponent, lanes.constant(1)));
  const halfExp = name(scale(formula, { mantissa, exponent: less }));
  return { E: name(lanes.add(halfExp, halfExp)), size, halfExp };
}

/** ½ (2E − E²/(E + 1)), ½ (E + E/(E + 1)) from E = 1 on */
export const sinh: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { add, constant, div, lt, mul, select, sub } = lanes;
  const { E, size, halfExp } = ofPositive(formula, x);
  const share = name(div(E, add(E, constant(1))));
  const sum = select(lt(E, constant(1)), sub(add(E, E), mul(E, share)), add(E, share));
  const value = select(lt(size, constant(ONE_SIDED)), mul(constant(0.5), sum), halfExp);
  return withSignOf(formula, x, name(select(lt(size, constant(2 ** -28)), size, value)));
};

/** 1 + E²/(2 (E + 1)), ½ (E + 1) + ½/(E + 1) from E = 1 on */
export const cosh: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { add, constant, div, lt, mul, select } = lanes;
  const { E, size, halfExp } = ofPositive(formula, x);
  const e = name(add(E, constant(1)));
  const near = add(constant(1), div(mul(E, E), add(e, e)));
  const far = add(mul(constant(0.5), e), div(constant(0.5), e));
  return select(lt(size, constant(ONE_SIDED)), select(lt(E, constant(1)), near, far), halfExp);
};

const NEAR = 0.625;
const NUMERATOR = [-1614.6876844170845, -99.28772310019185, -0.9643991794250523];
const DENOMINATOR = [4844.063053251255, 2235.4883906010045, 112.81167849163293, 1];

/** x + x³ P(x²)/Q(x²) near 0, 1 − 2/(e^2x + 1) elsewhere: one quotient for both. */
export const tanh: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { abs, add, constant, div, lt, mul, select } = lanes;
  const size = name(abs(x));
  const z = name(mul(size, size));
  const isNear = lt(size, constant(NEAR));
  const e = name(exp(formula, name(add(size, size))));
  const above = select(isNear, mul(mul(size, z), polynomial(formula, z, NUMERATOR)), constant(-2));
  const below = select(isNear, polynomial(formula, z, DENOMINATOR), add(e, constant(1)));
  const value = name(add(select(isNear, size, constant(1)), div(above, below)));
  return withSignOf(formula, x, value);
};
