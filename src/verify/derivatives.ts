/**
 * The derivative kernels against the user's own function, in a chain: loss = function as written, gradient = its
 * differences, Hessian = differences of the checked gradient, T[S] = differences of the checked <Hessian, S>.
 */
import type { Model } from "../runtime/index.js";
import { fillNormal } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";
import { axis, directionalDerivative, joined } from "./differences.js";

/** Differences of a smooth function are good to about 1e-10; a wrong term is of order one. */
const TOLERANCE = 1e-6;

const output = (length: number, write: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(length);
  write(out);
  return out;
};

/** What is checked: a generated model, or anything else that evaluates the derivatives of L. */
export type DerivativeModel = Pick<Model, "dimension" | "loss" | "gradient" | "hessian" | "thirdContraction">;

/** Of derivatives: 0 is the loss itself. */
export type Order = 0 | 1 | 2 | 3;

/** @param order of the highest derivative that is checked, each by the one below it */
export function checkDerivatives(
  model: DerivativeModel,
  loss: (x: Float64Array) => number,
  points: readonly Float64Array[],
  order: Order = 3,
): Check[] {
  const D = model.dimension;
  const value = new Comparison("loss against the function as written", 1e-11);
  const gradient = new Comparison("gradient against differences of the function as written", TOLERANCE);
  const hessian = new Comparison("hessian against differences of the gradient", TOLERANCE);
  const third = new Comparison("thirdContraction against differences of ⟨∇²L, S⟩", TOLERANCE);
  const gradientAt = (x: Float64Array): Float64Array =>
    output(D, (out) => {
      model.gradient(x, out);
    });
  const hessianAt = (x: Float64Array): Float64Array =>
    output(D * D, (out) => {
      model.hessian(x, out);
    });
  const axes = Array.from({ length: D }, (_, a) => axis(D, a));
  // Kernel by kernel, not point by point: on Γ a wrong gradient is 0 all the same, and the Hessian would get the blame.
  for (const x of points) value.compare(x, [model.loss(x)], [loss(x)], largest([loss(x)], 1));
  for (const x of order < 1 ? [] : points) {
    const { value, doubt } = joined(axes.map((e) => directionalDerivative((at) => [loss(at)], x, e)));
    // The function as written is rounded as if x were: that moves its slope by |∇²L| |x| 2⁻⁵².
    const rounding = Number.EPSILON * largest(hessianAt(x)) * largest(x, 1);
    gradient.compare(x, gradientAt(x), value, largest(value, 1e-2), doubt + rounding);
  }
  for (const x of order < 2 ? [] : points) {
    const { value, doubt } = joined(axes.map((e) => directionalDerivative(gradientAt, x, e)));
    hessian.compare(x, hessianAt(x), value, largest(value, 1e-2), doubt);
  }
  (order < 3 ? [] : points).forEach((x, k) => {
    const S = output(D * D, (out) => {
      fillNormal(1, k, 0, out, D * D);
    });
    const contracted = (at: Float64Array): number[] => [hessianAt(at).reduce((sum, h, i) => sum + h * S[i]!, 0)];
    const expected = joined(axes.map((e) => directionalDerivative(contracted, x, e)));
    third.compare(
      x,
      output(D, (out) => {
        model.thirdContraction(x, S, out);
      }),
      expected.value,
      largest(expected.value, 1e-2),
      expected.doubt,
    );
  });
  return [value, gradient, hessian, third].map(({ result }) => result);
}
