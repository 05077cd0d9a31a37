/** The logistic function and its integral, from e^−|x| ≤ 1: nothing overflows. */
import { exp } from "./exponential.js";
import type { MathFunction } from "./formula.js";
import { log1p } from "./logarithm.js";

/** 1 / (1 + e⁻ˣ) */
export const sigmoid: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const { abs, add, constant, div, lt, neg, select } = lanes;
  const e = name(exp(formula, name(neg(abs(x)))));
  return div(select(lt(x, constant(0)), e, constant(1)), add(constant(1), e));
};

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|) */
export const softplus: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const e = name(exp(formula, name(lanes.neg(lanes.abs(x)))));
  return lanes.add(lanes.max(x, lanes.constant(0)), log1p(formula, e));
};
