/** The gradients of single samples: their mean is the checked gradient, and on Gamma each is zero. */
import type { Model, Samples } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";

export function checkSamples(
  model: Model,
  samples: Samples,
  points: readonly Float64Array[],
  elsewhere: readonly Float64Array[],
): Check[] {
  const mean = new Comparison("mean of the samples' gradients against the gradient", 1e-10);
  const fitted = new Comparison("samples' gradients at points of Γ against 0", 1e-6);
  const D = model.dimension;
  const expected = new Float64Array(D);
  const each = (x: Float64Array): Float64Array[] =>
    Array.from({ length: samples.count }, (_, i) => {
      const out = new Float64Array(D);
      samples.gradient(i, x, out);
      return out;
    });
  for (const x of elsewhere) {
    model.gradient(x, expected);
    const all = each(x);
    mean.compare(
      x,
      expected.map((_, a) => all.reduce((sum, own) => sum + own[a]!, 0) / samples.count),
      expected,
      largest(all.flatMap((own) => [...own])),
    );
  }
  const zero = new Float64Array(D);
  const H = new Float64Array(D * D);
  for (const x of points) {
    model.hessian(x, H);
    for (const own of each(x)) fitted.compare(x, own, zero, largest(H, 1) * largest(x, 1));
  }
  return [mean, fitted].map(({ result }) => result);
}
