import { describe, expect, test } from "vitest";
import {
  createProcess,
  describeDynamics,
  limits,
  type Model,
  type ProcessSpec,
  type RegisteredName,
  registry,
  retraction,
  sam,
  sgd,
  simulate,
  stepsTo,
} from "../../../src/runtime/index.js";
import { quadrics } from "./fixtures/quadrics.js";
import { twoValleys } from "./fixtures/two-valleys.js";

const NAMES = Object.keys(registry) as RegisteredName[];

/** A model that has what the dynamics needs. */
const modelFor = (name: RegisteredName): Model => (describeDynamics(name).needs === "samples" ? twoValleys : quadrics);

const pointOf = (model: Model): Float64Array => {
  const x = model === twoValleys ? Float64Array.of(1, -0.8, 0, 0) : Float64Array.of(0.8, 0.6, -0.2, 0.5);
  retraction(model)(x);
  return x;
};

/** A little off Γ, where even deterministic algorithms move. */
const offGamma = (model: Model): Float64Array => pointOf(model).map((value, a) => value + 0.02 * (a + 1));

function end(model: Model, spec: ProcessSpec, start: Float64Array, steps = 3): Float64Array {
  let x = start;
  for (const state of simulate(createProcess(model, spec), { start, steps })) x = state.x.slice();
  return x;
}

const throughJson = (spec: ProcessSpec): ProcessSpec => JSON.parse(JSON.stringify(spec)) as ProcessSpec;

describe.each(NAMES)("%s", (name) => {
  const model = modelFor(name);

  test("describes itself without a model, as JSON", () => {
    const description = describeDynamics(name);
    expect(description.name).toBe(name);
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    for (const { doc } of Object.values(description.options)) expect(doc.length).toBeGreaterThan(0);
  });

  test("its algorithm comes from plain data", () => {
    const spec = { dynamics: name, side: "algorithm", options: { learningRate: 0.05, seed: 3 } } as const;
    const x = end(model, spec, offGamma(model));
    expect(x.every(Number.isFinite)).toBe(true);
    expect(x.subarray(0, 4)).not.toEqual(offGamma(model));
    expect(end(model, throughJson(spec), offGamma(model))).toEqual(x);
  });

  test("its limit comes from plain data, stays on Γ and begins as its coefficients say", () => {
    const spec = { dynamics: name, side: "limit", options: { dt: 1e-4, seed: 3 } } as const;
    const start = pointOf(model);
    const x = end(model, spec, start);
    expect(end(model, throughJson(spec), start)).toEqual(x);
    const r = new Float64Array(2);
    model.residuals(x.subarray(0, 4), r);
    expect(Math.hypot(...r)).toBeLessThan(1e-12);
  });

  test("its algorithm and its limit share a clock", () => {
    const algorithm = createProcess(model, { dynamics: name, side: "algorithm", options: { learningRate: 0.02 } });
    const limit = createProcess(model, { dynamics: name, side: "limit", options: { dt: 0.1 } });
    const steps = stepsTo(algorithm, 1);
    expect(algorithm.timeAt(steps)).toBeCloseTo(1, 1);
    expect(stepsTo(limit, 1)).toBe(10);
  });

  test("refuses an option that it has not", () => {
    const options = { learningRate: 0.1, learningrate: 0.1 };
    expect(() => createProcess(model, { dynamics: name, side: "algorithm", options })).toThrow(
      `${name} has no option "learningrate"; it has`,
    );
    expect(() => createProcess(model, { dynamics: name, side: "algorithm", options: {} })).toThrow(
      `${name} needs the option "learningRate": η`,
    );
  });
});

test("the Itô SDE takes ten steps for one of SGD, or as many as are asked for: a single one is SGD", () => {
  const start = offGamma(quadrics);
  const options = { learningRate: 0.05, seed: 3 };
  const run = (dynamics: RegisteredName, more: object): Float64Array =>
    end(quadrics, { dynamics, side: "algorithm", options: { ...options, ...more } }, start);
  expect(Array.from(run("itoSgd", { noise: "isotropic", parts: 1 }))).toEqual(
    Array.from(run("isotropic", {}), (value) => expect.closeTo(value, 14) as number),
  );
  expect(run("itoSgd", {})).not.toEqual(run("itoSgd", { parts: 1 }));
  const spec = { dynamics: "itoSgd", side: "algorithm", options: { ...options, noise: "isotropic" } } as const;
  const steps = stepsTo(createProcess(quadrics, spec), 1);
  expect(steps).toBe(10 * Math.round(1 / 0.05 ** 2));
  expect(() => run("itoSgd", { parts: 0 })).toThrow("parts");
});

test("an option reaches the process", () => {
  const start = offGamma(quadrics);
  const direct = (process: ReturnType<typeof sgd>): Float64Array => {
    let x = start;
    for (const state of simulate(process, { start, steps: 5 })) x = state.x.slice();
    return x;
  };
  const byName = (dynamics: RegisteredName, options: ProcessSpec["options"]): Float64Array =>
    end(quadrics, { dynamics, side: "algorithm", options }, start, 5);
  expect(byName("labelNoise", { learningRate: 0.1, seed: 7, c: 0.25 })).toEqual(
    direct(sgd(quadrics, { noise: "labelNoise", law: "rademacher", scale: 0.5, learningRate: 0.1, seed: 7 })),
  );
  expect(byName("samFull", { learningRate: 0.1, radius: 0.3 })).toEqual(
    direct(sam(quadrics, { learningRate: 0.1, radius: 0.3 })),
  );
  expect(byName("samFull", { learningRate: 0.1 })).toEqual(
    direct(sam(quadrics, { learningRate: 0.1, radius: 0.4 * 0.1 })),
  );
});

describe("the limits without noise move as their coefficients say", () => {
  const options = { c: 1 };
  test.each(["labelNoise", "normalizedGd", "sqrtLoss", "samFull", "precondDiagH"] as const)("%s", (name) => {
    const dt = 1e-5;
    const start = pointOf(quadrics);
    const x = end(quadrics, { dynamics: name, side: "limit", options: { dt } }, start, 1);
    const { drift } = limits[name].coefficients(quadrics, start, 2, options);
    drift.forEach((slope, a) => expect((x[a]! - start[a]!) / dt).toBeCloseTo(slope, 3));
  });

  test("samSingle", () => {
    const dt = 1e-5;
    const start = pointOf(twoValleys);
    const x = end(twoValleys, { dynamics: "samSingle", side: "limit", options: { dt } }, start, 1);
    const { drift } = limits.samSingle.coefficients(twoValleys, start, 2, {});
    drift.forEach((slope, a) => expect((x[a]! - start[a]!) / dt).toBeCloseTo(slope, 3));
  });
});

test("Adam and its limit start with v at rest: the diagonal of Σ", () => {
  const x = pointOf(quadrics);
  const H = new Float64Array(16);
  quadrics.hessian(x, H);
  const diagonal = Array.from({ length: 4 }, (_, a) => 0.25 * H[5 * a]!);
  for (const [side, options, length] of [
    ["algorithm", { learningRate: 0.1 }, 12],
    ["limit", { dt: 0.1 }, 8],
  ] as const) {
    const process = createProcess(quadrics, {
      ...{ dynamics: "adam", side, options: { ...options, noise: "labelNoise", scale: 0.5 } },
    });
    const state = process.initial!(x);
    expect(state.length).toBe(length);
    state.subarray(4, 8).forEach((value, a) => expect(value).toBeCloseTo(diagonal[a]!, 12));
  }
});

describe("schedules as plain data", () => {
  const clock = (learningRate: ProcessSpec["options"][string]) =>
    createProcess(quadrics, { dynamics: "gradientFlow", side: "algorithm", options: { learningRate } });
  const rateAt = (learningRate: ProcessSpec["options"][string], k: number): number => {
    const process = clock(learningRate);
    return process.timeAt(k + 1) - process.timeAt(k);
  };
  test.each([
    [{ schedule: "linear", from: 0.1, to: 0.02, steps: 8 } as const, [0.1, 0.06, 0.02, 0.02]],
    [{ schedule: "cosine", from: 0.1, to: 0.02, steps: 8 } as const, [0.1, 0.06, 0.02, 0.02]],
    [{ schedule: "exponential", from: 0.16, to: 0.01, steps: 8 } as const, [0.16, 0.04, 0.01, 0.01]],
    [{ schedule: "power", from: 0.1, steps: 4, exponent: 1 } as const, [0.1, 0.05, 0.1 / 3, 0.1 / 5]],
    [{ schedule: "piecewise", rates: [0.1, 0.05, 0.01], boundaries: [4, 8] } as const, [0.1, 0.05, 0.01, 0.01]],
  ])("%j", (learningRate, rates) => {
    [0, 4, 8, 16].forEach((k, i) => expect(rateAt(learningRate, k)).toBeCloseTo(rates[i]!, 12));
  });

  test.each([
    [{ schedule: "cosine", from: 0.1, to: 0.02 }, 'learningRate" of gradientFlow.steps must be a positive number'],
    [{ schedule: "sine" }, 'schedule must be exponential, linear, cosine, power or piecewise, not "sine"'],
    [{ schedule: "piecewise", rates: [0.1, 0.05], boundaries: [4, 8] }, "must be increasing, one less than rates"],
    ["fast", 'must be a positive number or a schedule, not "fast"'],
    [-1, "must be a positive number, not -1"],
  ])("%j is refused", (learningRate, message) => {
    expect(() => clock(learningRate as never)).toThrow(message);
  });

  test("steps to a slow time", () => {
    expect(stepsTo(clock(0.1), 1)).toBe(10);
    expect(stepsTo(clock(0.1), 0)).toBe(0);
    expect(stepsTo(clock(0.1), 0.04)).toBe(0);
    expect(stepsTo(clock(0.1), 0.06)).toBe(1);
    expect(stepsTo(clock({ schedule: "piecewise", rates: [0.1, 0.05], boundaries: [4] }), 1)).toBe(16);
    expect(() => stepsTo(clock(0.1), NaN)).toThrow(RangeError);
  });
});

test("what cannot be made says why", () => {
  const make =
    (dynamics: string, options: object, side = "algorithm") =>
    () =>
      createProcess(quadrics, { dynamics, side, options } as ProcessSpec);
  expect(make("sdg", { learningRate: 0.1 })).toThrow('no dynamics is called "sdg"; there are isotropic, labelNoise');
  expect(make("toString", { learningRate: 0.1 })).toThrow("no dynamics is called");
  expect(make("samSingle", { learningRate: 0.1 })).toThrow("the model has no losses of single samples");
  expect(make("labelNoise", { learningRate: 0.1, law: "cauchy" })).toThrow(
    'option "law" of labelNoise must be one of rademacher, gaussian, not "cauchy"',
  );
  expect(make("localSgd", { learningRate: 0.1, workers: 2.5 })).toThrow('workers" of localSgd must be an integer');
  expect(make("labelNoise", { dt: 0.1, c: -1 }, "limit")).toThrow("c must be a positive number");
  expect(make("preconditioned", { learningRate: 0.1, scales: [1, 2] })).toThrow("scales must have length 4, not 2");
});
