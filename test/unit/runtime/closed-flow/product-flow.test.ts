import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { productFlow } from "../../../../src/runtime/closed-flow/product-flow.js";
import { gradientFlow, SimulationError } from "../../../../src/runtime/index.js";

/** ½(∏ x − c)², without a retraction: the flow alone. */
const loss = (D: number, c: number) => ({
  dimension: D,
  gradient(x: Float64Array, out: Float64Array): void {
    const r = x.reduce((product, value) => product * value, 1) - c;
    for (let a = 0; a < D; a++) out[a] = r * x.reduce((product, value, b) => (b === a ? product : product * value), 1);
  },
});

describe("Φ for a product of parameters", () => {
  it("agrees with the integrated flow, from both signs", () => {
    for (const [x, c] of [
      [[1.2, 0.7, 0.9], 1],
      [[-1.2, 0.7, 0.9], 1],
      [[1.5, -0.3, 1.1, 2], 0.7],
      [[0.5, 0.4, 0.3], -0.2],
      [[2, 1.5], 1],
      [[1, 0], -1],
    ] as const) {
      const out = new Float64Array(x.length);
      productFlow(c).flow(Float64Array.from(x), out);
      const { x: integrated } = gradientFlow(loss(x.length, c), Float64Array.from(x), { rtol: 1e-12, atol: 1e-12 });
      out.forEach((value, a) => expect(value).toBeCloseTo(integrated[a]!, 8));
    }
  });

  it("is on Γ and keeps every difference of squares", () => {
    const entries = fc.double({ min: 0.05, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(entries, { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        fc.boolean(),
        (sizes, c, flip) => {
          const x = Float64Array.from(sizes, (value, a) => (flip && a === 0 ? -value : value));
          fc.pre(new Set(sizes).size === sizes.length);
          const out = new Float64Array(x.length);
          productFlow(c).flow(x, out);
          expect(Math.abs(out.reduce((p, value) => p * value, 1) / c - 1)).toBeLessThan(1e-9);
          const scale = x[0]! ** 2 + out[0]! ** 2;
          for (let a = 1; a < x.length; a++) {
            const difference = out[a]! ** 2 - out[0]! ** 2 - (x[a]! ** 2 - x[0]! ** 2);
            expect(Math.abs(difference)).toBeLessThan(1e-12 * (scale + x[a]! ** 2 + out[a]! ** 2));
          }
        },
      ),
    );
  });

  it("arrives where the logarithms of its squares are all near 0", () => {
    const out = new Float64Array(2);
    productFlow(0.9954852422930117).flow(Float64Array.of(0.05, 0.06543822280824028), out);
    expect(out[0]! * out[1]!).toBeCloseTo(0.9954852422930117, 14);
  });

  it("refuses starts between basins", () => {
    const out = new Float64Array(2);
    expect(() => productFlow(1).flow(Float64Array.of(1, -1), out)).toThrow(SimulationError);
    expect(() => productFlow(1).flow(Float64Array.of(0, 0), out)).toThrow("ends in a saddle point");
    expect(() => productFlow(0)).toThrow(RangeError);
  });
});
