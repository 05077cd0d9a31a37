import { describe, expect, test } from "vitest";
import {
  type Model,
  type ProcessSpec,
  type SimulationError,
  createProcess,
  retraction,
  simulate,
  stepsTo,
} from "../../../src/runtime/index.js";
import { quadrics } from "./fixtures/quadrics.js";
import { twoValleys } from "./fixtures/two-valleys.js";

const onGamma = (x: readonly number[]): Float64Array => {
  const point = Float64Array.from(x);
  retraction(quadrics)(point);
  return point;
};

/** What stops a process, with its message and numbers. */
function fault(model: Model, spec: ProcessSpec, start: Float64Array, steps: number): SimulationError | undefined {
  try {
    for (const _ of simulate(createProcess(model, spec), { start, steps, every: steps }));
    return undefined;
  } catch (error) {
    return error as SimulationError;
  }
}

describe("an assumption that fails stops the path, with its value and the slow time", () => {
  test("η λ₁ ≥ 2, long before anything is infinite", () => {
    const options = { learningRate: 1, seed: 1, watch: 1 };
    const found = fault(
      quadrics,
      { dynamics: "isotropic", side: "algorithm", options },
      onGamma([0.8, 0.6, -0.2, 0.5]),
      9,
    );
    expect(found?.code).toBe("E_ASSUMPTION");
    expect(found?.message).toMatch(/^path 0, step \d: η·λ₁\(∇²L\) = \d/);
    expect(found?.details.time).toBe(found?.details.step);
  });

  test("λ₁ is not simple", () => {
    // Two valleys of the same width everywhere.
    const equal: Model = {
      ...twoValleys,
      hessian(_, out) {
        out.fill(0);
        out[10] = out[15] = 2;
      },
    };
    const start = Float64Array.of(1, -0.8, 0, 0);
    const watching = { dynamics: "normalizedGd", side: "algorithm", options: { learningRate: 0.1, watch: 3 } } as const;
    const found = fault(equal, watching, start, 5);
    expect(found?.message).toContain("the largest eigenvalue of ∇²L is not simple");
    expect(found?.details).toMatchObject({ lambda1: 2, lambda2: 2, step: 2 });
    // Other algorithms do not ask for it.
    const options = { learningRate: 0.1, seed: 1, watch: 1 };
    expect(fault(equal, { dynamics: "isotropic", side: "algorithm", options }, start, 5)).toBeUndefined();
  });

  test("the rank drops", () => {
    const flattening: Model = {
      ...twoValleys,
      hessian(x, out) {
        twoValleys.hessian(x, out);
        out[15] = 0;
      },
    };
    const options = { learningRate: 0.1, seed: 1, watch: 2 };
    const found = fault(
      flattening,
      { dynamics: "isotropic", side: "algorithm", options },
      Float64Array.of(1, -0.8, 0, 0),
      9,
    );
    expect(found?.code).toBe("E_RANK_CHANGE");
    expect(found?.message).toContain("∇²L has rank below 2: λ_2 = 0");
    expect(found?.details.time).toBeCloseTo(0.01, 12);
  });

  test("the basin is left", () => {
    // Newton's steps wander on for ever.
    const lost: Model = { ...quadrics, retractStep: (x, next) => next.set(x.map((value) => value + 1)) };
    const options = { learningRate: 1e-3, seed: 1, watch: 2 };
    const start = onGamma([0.8, 0.6, -0.2, 0.5]);
    const found = fault(lost, { dynamics: "isotropic", side: "algorithm", options }, start, 9);
    expect(found?.code).toBe("E_ASSUMPTION");
    expect(found?.message).toContain("the path has left the basin of Γ: no point of Γ is found from x = (");
    expect(found?.details).toMatchObject({ path: 0, step: 1 });
  });

  test("the samples' gradients do not have the mean ∇L", () => {
    const biased: Model = {
      ...twoValleys,
      samples: {
        count: 2,
        gradient(i, x, out) {
          twoValleys.samples!.gradient(i, x, out);
          out[2]! += 0.5;
        },
      },
    };
    const options = { learningRate: 0.1, seed: 1, watch: 1 };
    const found = fault(
      biased,
      { dynamics: "sampleSgd", side: "algorithm", options },
      Float64Array.of(1, -0.8, 0, 0),
      3,
    );
    expect(found?.message).toContain("the noise is not centred");
    expect(found?.details.mean).toBeCloseTo(0.5, 12);
  });
});

test("where nothing fails, a watched path has the same bits", () => {
  const start = onGamma([0.8, 0.6, -0.2, 0.5]);
  for (const dynamics of ["labelNoise", "heavyBall", "localSgd", "adam", "sqrtLoss"] as const) {
    const end = (watch: number): Float64Array => {
      const process = createProcess(quadrics, {
        ...{ dynamics, side: "algorithm", options: { learningRate: 0.02, seed: 1, watch } },
      });
      const x = process.initial?.(start) ?? start.map((value, a) => value + 0.01 * a);
      const steps = stepsTo(process, 0.01);
      return [...simulate(process, { start: x, steps, every: steps })].at(-1)!.x.slice();
    };
    expect(end(1)).toEqual(end(0));
  }
});
