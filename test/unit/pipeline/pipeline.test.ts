/** The passes in order: what is released, what is not, and what the user hears meanwhile. */
import { beforeAll, describe, expect, it, test } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { compileModule } from "../../../src/emit/index.js";
import {
  type Generated,
  LOCAL_SGD,
  analyse,
  generate,
  lossFromFormula,
  valuesAt,
} from "../../../src/pipeline/index.js";
import { randomStarts } from "../../../src/pipeline/analyse.js";
import { selfCheck } from "../../../src/pipeline/self-check.js";
import { readLoss } from "../../../src/read/index.js";
import type { Model } from "../../../src/runtime/index.js";
import * as runtime from "../../../src/runtime/index.js";
import { expectClose } from "../../support/numbers.js";

const hyperbola = lossFromFormula("hyperbola", "(u*v - 1)^2/2", ["u", "v"]);

describe("generate", () => {
  const told: string[] = [];
  let generated: Generated;
  beforeAll(async () => {
    generated = await generate(hyperbola, (what) => told.push(what));
  });

  it("tells what it does, in order", () => {
    expect(told).toEqual([
      "finding the manifold",
      "simplifying",
      "emitting",
      "checking derivatives",
      "checking geometry",
      "checking isotropic drift",
      "checking labelNoise drift",
    ]);
  });

  it("gives the same bytes for the same input", async () => {
    expect((await generate(hyperbola)).emitted.text).toBe(generated.emitted.text);
  });

  it("states the formulas and the largest error in the header", () => {
    const [header] = generated.emitted.text.split("*/");
    expect(header).toContain("normal: -c*(u^2 - v^2)/(2*(u^2 + v^2)) * (u, -v)");
    const largest = Math.max(...generated.checks.map(({ error }) => error));
    expect(header).toContain(largest.toExponential(1));
  });

  it("emits kernels with the values of the closed forms", () => {
    const model = compileModule(generated.emitted.text, runtime).create() as Model;
    const [x, out] = [Float64Array.of(2, 0.5), new Float64Array(2)];
    model.noises.labelNoise.drift(x, out);
    // -(u² - v²)/(2 (u² + v²)) (u, -v)
    expectClose(out, [(-3.75 / 8.5) * 2, (3.75 / 8.5) * 0.5], 14);
    model.noises.isotropic.drift(x, out);
    // -(u (u² - 3v²), -v (3u² - v²))/(2 (u² + v²)²)
    expectClose(out, [(-2 * 3.25) / (2 * 4.25 ** 2), (0.5 * 11.75) / (2 * 4.25 ** 2)], 14);
    expect(model.parameters).toEqual(["u", "v"]);
  });
});

test.each([
  ["x^2 + y^2", "GS331"],
  ["x*y", "GS330"],
])("%s: nothing is emitted", async (formula, code) => {
  const told: string[] = [];
  const attempt = generate(lossFromFormula("l", formula, ["x", "y"]), (what) => told.push(what));
  await expect(attempt).rejects.toSatisfy(
    (error) => error instanceof DiagnosticError && error.diagnostics[0]?.code === code,
  );
  expect(told).toEqual(["finding the manifold"]);
});

test("a loss function that fails when it is run is named with the point", async () => {
  const { analysis, emitted } = await generate(hyperbola);
  const model = compileModule(emitted.text, runtime).create() as Model;
  for (const [loss, words] of [
    [() => NaN, "it returns NaN"],
    [
      () => {
        throw new Error("no such sample");
      },
      "no such sample",
    ],
  ] as const)
    expect(() => selfCheck({ ...analysis, sample: { ...analysis.sample, loss } }, model)).toThrow(
      new RegExp(`GS402.*x = \\(.*${words}`),
    );
});

describe("values at a point", () => {
  const options = { retract: true, third: false, localSgd: LOCAL_SGD };
  const complain = (problem: string): DiagnosticError => {
    throw new Error(problem);
  };

  it("are those of the nearest point that Newton steps reach", () => {
    const { x, loss, logPseudoDet } = valuesAt(hyperbola, { x: [2.1, 0.52] }, complain, options);
    expectClose(x[0]! * x[1]!, 1, 12);
    expect(loss).toBeLessThan(1e-24);
    expectClose(logPseudoDet, Math.log(x[0]! ** 2 + x[1]! ** 2), 12);
  });
  it("or at the point itself", () => {
    const { x, gradient } = valuesAt(hyperbola, { x: [2.1, 0.52] }, complain, { ...options, retract: false });
    expect(x).toEqual([2.1, 0.52]);
    expectClose(gradient, [0.52 * (2.1 * 0.52 - 1), 2.1 * (2.1 * 0.52 - 1)], 12);
  });
  it.each([
    [[1], "1 numbers for the 2 parameters u, v"],
    [[1, 2, 3], "3 numbers for the 2 parameters u, v"],
    // The saddle: the gradient is 0, the Hessian indefinite.
    [[0, 0], "∇²L has a negative eigenvalue"],
  ])("%j: %s", (x, words) => {
    expect(() => valuesAt(hyperbola, { x }, complain, options)).toThrow(words);
  });

  const at = (formula: string, names: string, x: number[], retract = true) =>
    valuesAt(lossFromFormula("f", formula, names.split(",")), { x }, complain, { ...options, retract });

  it("label noise has no tangent part on Γ, to the last bit, however large ∇²L is", () => {
    const { drift } = at("100000000*(a*b - 1)^2", "a,b", [1.3, 1.1]);
    expect(drift.labelNoise.compensation.map(Math.abs)).toEqual([0, 0]);
    expect(drift.labelNoise.mixed.map(Math.abs)).toEqual([0, 0]);
    expect(drift.labelNoise.total).toEqual(drift.labelNoise.normal);
    // A point that is on Γ already, but for rounding, is on Γ, wherever it is told to stay.
    const stay = at("(1000*a*b - 1000)^2", "a,b", [1.2153324489315047, 0.8228201270188905], false);
    expect(stay.x).toEqual([1.2153324489315047, 0.8228201270188905]);
    expect(stay.drift.labelNoise.compensation.map(Math.abs)).toEqual([0, 0]);
    expect(at("(100000000*a - 1)^2 + (b*c - 1)^2", "a,b,c", [1e-8, 0.8, 1.25], false).rank).toBe(2);
  });

  it("no preconditioner from a diagonal entry of ∇²L that is 0 on Γ, nor from its rounding", () => {
    // H_aa = b² + c², H_cc = 2 (a² + b²): 0 on Γ, 1e-44 or so where x is rounded.
    expect(at("(2 + a^2)*(b^2 + c^2)/2", "a,b,c", [0.7, 0.1, 0.2]).drift.precondDiagH).toBeNull();
    expect(at("(a^2 + b^2)*(1 + c^2) + (a - b)^2", "a,b,c", [0.1, 0.9, 0.5]).drift.precondDiagH).toBeNull();
    // H_cc = r² (…), where r is rounding.
    expect(at("(a^2 + b^2 + d^2 - 3)^2/(1 + c^2)", "a,b,c,d", [1.5, 0.3, 1.2, 0.9]).drift.precondDiagH).toBeNull();
    // H_aa = 2 b² = 2e-16 is small, and known to all digits.
    expect(at("(a*b - 1)^2", "a,b", [1e8, 1e-8]).drift.precondDiagH).not.toBeNull();
    expect(at("(a*b - 1)^2", "a,b", [1.9, 0.6], false).drift.precondDiagH).not.toBeNull();
  });
});

test("random starts are the same for the same dimension, and differ from each other", () => {
  expect(randomStarts(3)).toEqual(randomStarts(3));
  const starts = randomStarts(2).map((start) => start.join());
  expect(new Set(starts).size).toBe(starts.length);
});

test("analysis of a formula: all minimizers of one rank, three limits with their noises", () => {
  const { located, limits, flat } = analyse(lossFromFormula("chain", "(a*b*c - 1)^2/2", ["a", "b", "c"]));
  expect(flat.names).toEqual(["a", "b", "c"]);
  expect(new Set(located.minimizers.map(({ rank }) => rank))).toEqual(new Set([1]));
  expect(Object.keys(limits)).toEqual(["isotropic", "labelNoise"]);
});

describe("losses that earlier versions choked on", () => {
  const derived = async (formula: string, parameters: string) =>
    await generate(lossFromFormula("hostile", formula, parameters.split(",")));

  it.each([
    // Stiff, with a rank that a spectrum alone gets wrong.
    ["100000000*(x*y - 1)^2 + (z - x^2)^2", "x,y,z", 2],
    // Not defined at most random points.
    ["(log(x*y) - sqrt(z))^2", "x,y,z", 1],
    // Curvatures that change within a tenth.
    ["sin(40*x)*y^2 + 2*y^2", "x,y", 1],
  ])("%s", async (formula, parameters, rank) => {
    const { analysis, checks } = await derived(formula, parameters);
    expect(analysis.located.minimizers[0]!.rank).toBe(rank);
    expect(checks.length).toBeGreaterThan(10);
  });

  it("noise of samples that makes terms cancel only once values are numbered", async () => {
    const source = `import { type Vector, sum } from "gen-sde";
const X = [[1, 2, 0.5], [-1, 0.3, 1]];
const y = [1, 0.25];
export const loss = (w: Vector<3>) => sum(X, (x, i) => (sum(w, (wj, j) => wj ** 2 * x[j]) - y[i]) ** 2) / 4;
export const noise = (w: Vector<3>, xi: Vector<2>) => w.map((wj, j) => sum(X, (x, i) => xi[i] * wj * x[j]));`;
    const { checks } = await generate(readLoss("samples.loss.ts", source));
    expect(checks.some(({ name }) => name.includes("declared"))).toBe(true);
  });

  it("refuses what has no minimizer: sigmoid is never 1", async () => {
    await expect(derived("cosh(sigmoid(x) - 1) + y^2", "x,y")).rejects.toThrow("GS330");
  });

  it("refuses what no oracle can check, and what is too large to be written out", async () => {
    await expect(derived("1000000000000*(x*y - 1)^2 + (z - x^2)^2", "x,y,z")).rejects.toThrow("GS403");
    const names = Array.from({ length: 65 }, (_, i) => `x${String(i)}`);
    const circle = names.map((name) => `${name}^2`).join(" + ");
    await expect(derived(`(${circle} - 1)^2`, names.join(","))).rejects.toThrow("GS334");
  });
});
