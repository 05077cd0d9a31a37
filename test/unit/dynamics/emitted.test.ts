/** Generated modules with every dynamics: members, their types, and what their self-check finds. */
import { describe, expect, it } from "vitest";
import { DYNAMICS_NAMES } from "../../../src/dynamics/index.js";
import { compileModule } from "../../../src/emit/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";
import * as runtime from "../../../src/runtime/index.js";
import type { Model } from "../../../src/runtime/index.js";
import { checkDynamics } from "../../../src/verify/index.js";
import { problemsIn } from "../../support/typescript.js";

const generated = async (formula: string, names: readonly string[]) => {
  const result = await generate(lossFromFormula("loss", formula, names), () => undefined, DYNAMICS_NAMES);
  return { ...result, model: compileModule(result.emitted.text, runtime).create() as Model & Record<string, never> };
};

describe("two samples, M = 2", async () => {
  // A parameter named like an argument and one named like an import: neither gets in the way.
  const { analysis, checks, emitted, model, sections } = await generated("((S*limits-1)^2+(limits*z-2)^2)/4", [
    "S",
    "limits",
    "z",
  ]);

  it("asks the runtime where there is no closed form", () => {
    expect(analysis.dynamics.filter(({ drift }) => !drift).map(({ name }) => name)).toEqual(["localSgd"]);
    expect(emitted.text).toContain("By eigenvectors of ∇²L: no closed form for M = 2.");
    expect(emitted.text).toMatch(/limits\w*\.localSgd\.coefficients\(curvature, x, 2, \{/);
    const shown = sections.map(({ lines }) => lines[0]!.text);
    expect(shown.filter((text) => text.startsWith("by eigenvectors"))).toHaveLength(1);
  });

  it("is accepted by a strict TypeScript", () => {
    expect(problemsIn(emitted.text)).toEqual([]);
  });

  it("was checked against eigenvectors and against differences of the potentials", () => {
    const names = checks.map(({ name }) => name);
    for (const name of DYNAMICS_NAMES) expect(names).toContain(`${name} drift against the eigenvector route`);
    expect(names.filter((name) => name.includes("by differences"))).toHaveLength(4);
    expect(names).toContain("mean of the samples' gradients against the gradient");
  });

  it("takes the numbers of local SGD, and the second moments of Adam", () => {
    const x = analysis.located.minimizers[0]!.x;
    const [one, four] = [new Float64Array(3), new Float64Array(3)];
    const member = model as unknown as Record<string, (...args: unknown[]) => void>;
    member.driftLocalSgd!(x, 1, 1, 0.5, one);
    model.noises.isotropic.drift(x, four);
    // One worker and one sample a step is SGD.
    one.forEach((value, a) => expect(value).toBeCloseTo(four[a]!, 12));
    const out = new Float64Array(6);
    const v = Float64Array.of(0.5, 1, 2);
    member.driftAdam!(x, v, 0.3, out);
    // Σ = I: v' = c_v (1 − v)
    v.forEach((value, a) => expect(out[3 + a]!).toBeCloseTo(0.3 * (1 - value), 14));
  });

  it("notices a wrong drift", () => {
    const derived = analysis.dynamics.find(({ name }) => name === "samSingle")!;
    const points = [analysis.located.minimizers[0]!.x];
    const drift = (model as unknown as Record<string, (x: Float64Array, out: Float64Array) => void>).driftSamSingle!;
    const wrong = (x: Float64Array, out: Float64Array): void => {
      drift(x, out);
      out[0]! *= 1.001;
    };
    expect(checkDynamics(model, derived, drift as never, points)).toHaveLength(2);
    expect(() => checkDynamics(model, derived, wrong as never, points)).toThrow("samSingle drift");
  });
});

it("gives a sum of links its samples too", async () => {
  const { model } = await generated("cosh(x*y-1)+cosh(y*z-2)", ["x", "y", "z"]);
  const out = new Float64Array(3);
  model.samples!.gradient(1, Float64Array.of(1, 2, 3), out);
  const slope = 2 * Math.sinh(4);
  [0, 3 * slope, 2 * slope].forEach((value, a) => expect(out[a]!).toBeCloseTo(value, 10));
});

it("gives none to weights that the parameters change, or to a single term", async () => {
  expect((await generated("(2+x)*y^2+(3-x)*z^2", ["x", "y", "z"])).model.samples).toBeUndefined();
  expect((await generated("(x*y-1)^2/2", ["x", "y"])).model.samples).toBeUndefined();
});
