import { describe, expect, test } from "vitest";
import { gradientFlow } from "../../../src/runtime/flow/gradient-flow.js";
import { ellipse, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { discrepancy, goldenLoss } from "./golden.js";

const tight = { rtol: 1e-14, atol: 1e-14 };

describe.each([hyperbola, ellipse])("Φ of $name", (curve) => {
  const model = planeCurveModel(curve);
  const bare = { dimension: 2, gradient: model.gradient.bind(model) };
  const { phi_tests, points } = goldenLoss(curve.name);

  test("has the golden values to 1e-13, with and without retraction", () => {
    for (const { x0, phi } of phi_tests!)
      for (const flowing of [model, bare])
        expect(discrepancy(gradientFlow(flowing, Float64Array.from(x0), tight).x, phi)).toBeLessThan(1e-13);
  });

  test.each(points)("½ ∂²Φ[Σ] by differences is the drift at $x", ({ x, general }) => {
    // ∂²Φ[Σ] = Σ_c ∂²Φ[σ_c, σ_c] over the columns of σ; second differences with Richardson extrapolation.
    const half = (h: number): Float64Array => {
      const sum = new Float64Array(2);
      const [r0, r1] = curve.sigma(x[0]!, x[1]!);
      for (let c = 0; c < 2; c++)
        for (const side of [-1, 1]) {
          const shifted = Float64Array.of(x[0]! + side * h * r0[c]!, x[1]! + side * h * r1[c]!);
          gradientFlow(bare, shifted, tight).x.forEach((value, a) => (sum[a]! += (value - x[a]!) / (2 * h * h)));
        }
      return sum;
    };
    const coarse = half(4e-3);
    const fine = half(2e-3).map((value, a) => (4 * value - coarse[a]!) / 3);
    expect(discrepancy(fine, general!.total)).toBeLessThan(1e-7);
  });
});
