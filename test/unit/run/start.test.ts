/** Where a run starts whose algorithm stands still where ∇L = 0. */
import { expect, test } from "vitest";
import { create } from "../../../generated/hyperbola.sde.js";
import { plan } from "../../../src/run/index.js";
import { limits, simulate } from "../../../src/runtime/index.js";

const model = create();
const onGamma = Float64Array.of(2, 0.5);
const settings = (process: string) => ({ process, seed: 0, own: {}, learningRate: 0.02, time: 0.02 });

test.each(["normalizedGd", "sqrtLoss", "samFull"] as const)(
  "%s moves along Γ from a point of Γ, as its limit does",
  (name) => {
    const { process, start, steps } = plan(model, onGamma, settings(name));
    expect(Math.hypot(start[0]! - 2, start[1]! - 0.5)).toBeLessThan(0.02);
    const end = [...simulate(process, { start, steps, every: steps })].at(-1)!.x;
    const { drift } = limits[name].coefficients(model, onGamma, model.rank, {});
    // u² − v² moves along Γ and not across it.
    const moved = end[0]! ** 2 - end[1]! ** 2 - (start[0]! ** 2 - start[1]! ** 2);
    // SAM's error is of order η ln(1/ρ).
    expect(Math.abs(moved / (0.02 * (4 * drift[0]! - drift[1]!)) - 1)).toBeLessThan(0.1);
  },
);

test("a start beside Γ is taken as it is, and so is any start of an algorithm with noise", () => {
  const beside = Float64Array.of(2, 0.6);
  expect(plan(model, beside, settings("normalizedGd")).start).toEqual(beside);
  expect(plan(model, onGamma, settings("isotropic")).start).toEqual(onGamma);
});
