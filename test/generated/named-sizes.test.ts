/** One generated file for every size: the diagonal network at sizes that its example does not have. */
import { describe, expect, it } from "vitest";
import { readLoss, runLossModule } from "../../src/read/index.js";
import { valuesAt, LOCAL_SGD } from "../../src/pipeline/index.js";
import { ensemble, fillNormal, gradientFlow, labelNoiseSgd, limitingSde, retraction, sampleSgd, sgd, simulate, SimulationError } from "../../src/runtime/index.js";
import { create, type Simulator } from "../../generated/diagonal-net.sde.js";

const file = new URL("../../examples/diagonal-net.loss.ts", import.meta.url).pathname;

function normals(count: number, path: number): number[] {
  const values = new Float64Array(count);
  fillNormal(3, path, 0, values, count);
  return Array.from(values);
}

const failed = (problem: string): never => {
  throw new Error(problem);
};

const random = (n: number, d: number): { Z: number[][]; y: number[] } => ({
  Z: Array.from({ length: n }, (_, i) => normals(d, i)),
  y: normals(n, 100),
});

const filled = (length: number, write: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(length);
  write(out);
  return out;
};

/** Relative 1e-9 of the largest entry. */
function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const scale = Math.max(...Array.from(expected, Math.abs), 1e-3);
  Array.from(expected).forEach((value, a) => {
    expect(Math.abs(found[a]! - value) / scale).toBeLessThan(1e-9);
  });
}

describe.each([
  [2, 3],
  [4, 9],
])("n = %i, d = %i", (n, d) => {
  const data = random(n, d);
  const model = create(data);
  const x = Float64Array.from([...normals(d, 101), ...normals(d, 102)]);
  const options = { retract: false, third: false, localSgd: LOCAL_SGD };

  it("loss and gradient, beside Γ", () => {
    expect(model.dimension).toBe(2 * d);
    expect(model.rank).toBe(n);
    expect(model.parameters.slice(d - 1, d + 1)).toEqual([`u[${d - 1}]`, "v[0]"]);
    const [u, v] = [Array.from(x.subarray(0, d)), Array.from(x.subarray(d))];
    expect(model.loss(x)).toBeCloseTo(runLossModule(file).loss({ u, v }, data), 10);
    const values = valuesAt(readLoss(file), { x: Array.from(x), data }, failed, options);
    expectClose(filled(2 * d, (out) => model.gradient(x, out)), values.gradient);
    expectClose(filled(4 * d * d, (out) => model.hessian(x, out)), values.hessian.flat());
  });

  it("geometry and every drift term, on Γ, against the eigenvector route on the loss written out", () => {
    const onGamma = x.slice();
    retraction(model)(onGamma);
    const values = valuesAt(readLoss(file), { x: Array.from(onGamma), data }, failed, options);
    const v = Float64Array.from(normals(2 * d, 103));
    const times = (A: number[][]): number[] => A.map((row) => row.reduce((sum, entry, b) => sum + entry * v[b]!, 0));
    expectClose(filled(2 * d, (out) => model.tangentProject(onGamma, v, out)), times(values.tangentProjector));
    expectClose(filled(2 * d, (out) => model.pseudoInverse(onGamma, v, out)), times(values.hessianPinv));
    expectClose([model.logPseudoDeterminant(onGamma), model.hessianTrace(onGamma)], [values.logPseudoDet, values.traceHessian]);
    for (const name of ["isotropic", "labelNoise"] as const) {
      const { compensation, mixed, normal } = values.drift[name];
      expectClose(filled(6 * d, (out) => model.noises[name].driftTerms(onGamma, out)), [...compensation, ...mixed, ...normal]);
    }
    const frame = model.normalFrame(onGamma);
    expect(frame.eigen().values[0]).toBeCloseTo(values.lambdaMax, 9);
    expectClose(
      filled(2 * d, (out) => {
        const top = filled(2 * d, (v1) => model.normalFrame(onGamma).eigenvector(0, v1));
        const gradient = filled(2 * d, (g) => model.thirdAlong(onGamma, top, g));
        model.tangentProject(onGamma, gradient.map((value) => value / -2), out);
      }),
      values.drift.samFull!,
    );
  });
});

describe("the data", () => {
  const { Z, y } = random(3, 5);
  it("may be flat, and are then used without a copy", () => {
    const values = Float64Array.from(Z.flat());
    const nested = create({ Z, y });
    const flat = create({ Z: { values, shape: [3, 5] }, y: Float64Array.from(y) });
    const x = Float64Array.from(normals(10, 1));
    expect(flat.loss(x)).toBe(nested.loss(x));
    values.fill(0);
    expect(flat.loss(x)).not.toBe(nested.loss(x));
  });
  it.each([
    [() => create({ Z, y: y.slice(1) }), "data.y: expected shape [3] (n = 3 from data.Z), received [2]"],
    [() => create({ Z, y }, { d: 6 }), "data.Z: expected shape [n, 6] (d = 6 from sizes.d), received [3, 5]"],
    [() => create({ Z: [[1, 2], [3]], y: [1, 2] }), "data.Z[1]: expected 2 entries as in the first row, received 1 entries"],
    [() => create({ Z: [[1, NaN]], y: [1] }), "data.Z[0][1]: expected a finite number, received NaN"],
    [() => create({ Z: { values: new Float64Array(5), shape: [2, 3] }, y: [1, 1] }), "data.Z: shape [2, 3] has 6 entries, received 5"],
    [() => create({ Z: [[[1]]] as never, y: [1] }), "data.Z: expected shape [n, d], received [1, 1, 1]"],
    [() => create({ Z: undefined as never, y }), "data.Z: expected an array of shape [n, d], received undefined"],
    [() => create(undefined as never), "data: expected an object with Z, y; missing Z, y"],
    [() => create({ Z } as never), "data: expected an object with Z, y; missing y"],
    [() => create({ Z, y }, { n: 0 }), "sizes.n: expected a positive integer, received 0"],
    [() => create({ Z, y }, { m: 2 } as never), "sizes.m: the loss has no such size; its sizes are d, n"],
  ])("says what is wrong, %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

const PAIR = { Z: [[1, 2, -1], [2, -1, 1]], y: [0.5, 0.75] };
const onGamma = (model: Simulator): Float64Array => {
  const start = Float64Array.of(0.83, 0.45, 0.54, 0.5, 0.5, 0.68);
  retraction(model)(start);
  return start;
};

it("the limiting flow follows u_j v_j(t) = u_j v_j(0) exp(-4 c q_j t / n)", () => {
  const model = create(PAIR);
  const start = onGamma(model);
  const [T, steps] = [0.1, 4000];
  const process = limitingSde(model, { noise: "labelNoise", dt: T / steps, seed: 0 });
  let end = start;
  for (const { x } of simulate(process, { start, steps, every: steps })) end = Float64Array.from(x);
  for (const j of [0, 1, 2]) {
    const q = PAIR.Z[0]![j]! ** 2 + PAIR.Z[1]![j]! ** 2;
    const expected = start[j]! * start[j + 3]! * Math.exp((-4 * q * T) / 2);
    expect(end[j]! * end[j + 3]!).toBeCloseTo(expected, 4);
  }
});

it("the other solvers give the same numbers", () => {
  const data = random(4, 6);
  const [cholesky, eigen, cg] = (["cholesky", "eigen", "cg"] as const).map((solver) => create(data, {}, { solver }));
  const x = Float64Array.from(normals(12, 104));
  retraction(cholesky!)(x);
  for (const name of ["isotropic", "labelNoise"] as const) {
    const terms = (model: Simulator): Float64Array => filled(36, (out) => model.noises[name].driftTerms(x, out));
    expectClose(terms(eigen!), terms(cholesky!));
    expectClose(terms(cg!), terms(cholesky!));
  }
  for (const other of [eigen!, cg!])
    expect(other.logPseudoDeterminant(x)).toBeCloseTo(cholesky!.logPseudoDeterminant(x), 9);
  expectClose(filled(12, (out) => cg!.retractStep(x.map((value) => 1.1 * value), out)), filled(12, (out) => cholesky!.retractStep(x.map((value) => 1.1 * value), out)));
});

it("a change of rank is an error with numbers, not a NaN", () => {
  const model = create(PAIR);
  // One coordinate is left: both gradients are multiples of it.
  const x = Float64Array.of(1, 0, 0, 1, 0, 0);
  const call = (): void => {
    model.noises.labelNoise.drift(x, new Float64Array(6));
  };
  expect(call).toThrow(SimulationError);
  expect(call).toThrow(/rank below 2/);
  try {
    call();
  } catch (error) {
    expect(error).toMatchObject({ code: "E_RANK_CHANGE", details: { rank: 2 } });
  }
});

it("a rank below the number of residuals: samples that repeat each other", () => {
  const twice = { Z: [...PAIR.Z, PAIR.Z[0]!], y: [...PAIR.y, PAIR.y[0]!] };
  const model = create(twice, {}, { rank: 2 });
  const weighted = { Z: [PAIR.Z[0]!.map((z) => z * Math.SQRT2), PAIR.Z[1]!].map((row) => row.map((z) => z * Math.sqrt(2 / 3))), y: [PAIR.y[0]! * Math.SQRT2, PAIR.y[1]!].map((value) => value * Math.sqrt(2 / 3)) };
  const same = create(weighted);
  const x = onGamma(create(PAIR));
  expect(model.loss(x.map((value) => 1.2 * value))).toBeCloseTo(same.loss(x.map((value) => 1.2 * value)), 12);
  expect(() => { create(twice).noises.isotropic.drift(x, new Float64Array(6)); }).toThrow("give the model its rank");
  for (const name of ["isotropic", "labelNoise"] as const)
    expectClose(filled(18, (out) => model.noises[name].driftTerms(x, out)), filled(18, (out) => same.noises[name].driftTerms(x, out)));
});

describe("label noise", () => {
  const model = create(PAIR);
  const start = onGamma(model);
  const delta = 0.5;

  it("has c = δ²/B for (1/2n) Σ r²", () => {
    const c = (options: object): number => labelNoiseSgd(model, { delta, learningRate: 0.1, seed: 1, ...options }).c!;
    expect(c({})).toBeCloseTo(0.25, 14);
    expect(c({ batch: 2 })).toBeCloseTo(0.125, 14);
    expect(c({ batch: 2, replacement: false })).toBeCloseTo(0.125, 14);
    expect(() => c({ batch: 3, replacement: false })).toThrow(RangeError);
  });

  it("the covariance of a step on Γ is c∇²L", () => {
    for (const [batch, replacement, law] of [[1, true, "rademacher"], [2, true, "gaussian"], [2, false, "rademacher"]] as const) {
      const process = labelNoiseSgd(model, { delta, learningRate: 1, seed: 2, batch, replacement, law });
      const draws = 20_000;
      const measured = new Float64Array(36);
      for (let k = 0; k < draws; k++) {
        const x = start.slice();
        process.step(x, 0, k);
        for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) measured[a * 6 + b]! += ((x[a]! - start[a]!) * (x[b]! - start[b]!)) / draws;
      }
      const expected = filled(36, (out) => model.hessian(start, out)).map((h) => process.c! * h);
      const scale = Math.max(...expected.map(Math.abs));
      // The standard error of an entry is at most about √2/√draws of the largest, doubled for one sample of two.
      measured.forEach((value, i) => {
        expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(0.07);
      });
    }
  });

  // c measured by the flow time at which tr H of the limit equals the mean of tr H(Φ(x_K)); reference: 4000 paths elsewhere.
  it.each([
    ["one sample", { batch: 1 }, 1.0915],
    ["two with replacement", { batch: 2 }, 1.0656],
    ["two without", { batch: 2, replacement: false }, 1.0401],
  ] as const)("SGD moves as far as c says, %s", async (_, options, reference) => {
    const eta = 0.02;
    const process = labelNoiseSgd(model, { delta, learningRate: eta, seed: 3, ...options });
    // Flow time 0.25 of the limit for c = 1 in all cases.
    const steps = Math.round(0.25 / process.c! / eta ** 2);
    const landed = (x: Float64Array): number => model.hessianTrace(gradientFlow(model, x).x);
    const { trace } = await ensemble(process, { start, steps, paths: 100, observe: { trace: landed } });
    const flow = limitingSde(model, { noise: "labelNoise", dt: 1e-4, seed: 0 });
    let [before, time, slope] = [Infinity, NaN, NaN];
    for (const { x, time: t } of simulate(flow, { start, steps: 4000 })) {
      const now = model.hessianTrace(x);
      if (now <= trace.mean) {
        slope = (before - now) / 1e-4;
        time = t - (trace.mean - now) / slope;
        break;
      }
      before = now;
    }
    const error = trace.standardError / slope / 0.25;
    expect(error).toBeLessThan(0.005);
    expect(Math.abs(time / 0.25 - reference)).toBeLessThan(4 * error);
  });

  it("plain minibatch noise vanishes on Γ: from beside it SGD goes there and stops", () => {
    const process = sampleSgd(model, { learningRate: 0.1, seed: 4 });
    expect(process.note).toContain("Y is constant");
    const states = [...simulate(process, { start: start.map((value) => 1.05 * value), steps: 4000, every: 2000 })].map(({ x }) => x.slice());
    expect(model.loss(states[1]!)).toBeLessThan(1e-20);
    expectClose(states[2]!, states[1]!);
  });

  it("a step that blows up is explained without a D × D matrix", () => {
    const process = sgd(model, { noise: "isotropic", learningRate: 1, seed: 1 });
    expect(() => [...simulate(process, { start, steps: 200 })]).toThrow(/η·λ₁\(∇²L\) = [\d.]+ ≥ 2/);
  });
});
