import { describe, expect, it } from "vitest";
import { derive } from "../../../src/api/index.js";

const HYPERBOLA = `
  import type { Vector } from "gen-sde";
  export const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2 / 2;
  export const noise = ([u, v]: Vector<2>, [xi]: Vector<1>) => [v * xi, xi];
  export const example = { params: [2, 0.5] };
`;

describe("derive", () => {
  const hyperbola = derive(HYPERBOLA, { name: "hyperbola", dynamics: ["samFull"] });

  it("reads source text, files and formulas alike", () => {
    const fromFile = derive(new URL("../../../examples/hyperbola.loss.ts", import.meta.url));
    const fromFormula = derive("(u*v-1)^2/2", { params: ["u", "v"] });
    for (const derivation of [hyperbola, fromFile, fromFormula]) {
      expect(derivation.parameters).toEqual(["u", "v"]);
      expect(derivation.rank).toBe(1);
      expect(derivation.gradient("u").equals("v*(u*v - 1)")).toBe(true);
    }
    expect(fromFile.name).toBe("hyperbola");
  });

  it("gives derivatives that hold everywhere", () => {
    expect(hyperbola.loss.toString()).toBe("(u*v - 1)^2/2");
    expect(hyperbola.hessian("u", "v").equals("2*u*v - 1")).toBe(true);
    expect(hyperbola.third("u", "v", "v").equals("2*u")).toBe(true);
    expect(hyperbola.third("u", "v", "v").equals("u + 1/v")).toBe(false);
    expect(hyperbola.gradient("v").evaluate([3, 2])).toBe(15);
    expect(hyperbola.gradient("v").evaluate({ u: 3, v: 2 })).toBe(15);
  });

  it("gives geometry and drifts that hold on Γ", () => {
    expect(hyperbola.projector("u", "v").equals("-1/(u^2+v^2)")).toBe(true);
    expect(hyperbola.projector("u", "v").equals("-u*v/(u^2+v^2)")).toBe(true);
    expect(hyperbola.traceHessian.equals("u^2+v^2")).toBe(true);
    expect(hyperbola.logPseudoDeterminant.equals("log(u^2+v^2)")).toBe(true);
    expect(hyperbola.pseudoInverse("u", "u").equals("v^2/(u^2+v^2)^2")).toBe(true);
    expect(hyperbola.drift("labelNoise", "u").equals("-c*u*(u^2-v^2)/(2*(u^2+v^2))")).toBe(true);
    expect(hyperbola.drift("isotropic", "u", "compensation").equals("v/(u^2+v^2)^2")).toBe(true);
    expect(hyperbola.drift("labelNoise", "u").toTeX()).toContain("\\frac");
    expect(hyperbola.drift("labelNoise", "v").evaluate([2, 0.5], { c: 3 })).toBeCloseTo((3 * 0.5 * 3.75) / 8.5, 12);
    expect(hyperbola.dynamics("samFull", "u").equals("-u*(u^2-v^2)/(u^2+v^2)")).toBe(true);
  });

  it("evaluates formulas as `at` does, by the other route", () => {
    const values = hyperbola.at([2, 0.5]);
    hyperbola.parameters.forEach((p, a) => {
      expect(hyperbola.drift("isotropic", p).evaluate([2, 0.5])).toBeCloseTo(values.drift.isotropic.total[a]!, 12);
      expect(hyperbola.drift("declared", p).evaluate([2, 0.5])).toBeCloseTo(values.drift.declared!.total[a]!, 12);
    });
  });

  it("names the coordinates of that point in the order of the loss", () => {
    const loss = derive("(b*a - 1)^2/2", { params: ["b", "a"] });
    const verdict = loss.gradient("b").compare("a^2 + c/b");
    expect(verdict.kind === "differ" && Object.keys(verdict.at)).toEqual(["b", "a", "c"]);
  });

  it("says where two formulas differ", () => {
    expect(hyperbola.gradient("u").compare("u*(u*v-1)")).toMatchObject({
      kind: "differ",
      at: { u: expect.any(String) as string, v: expect.any(String) as string },
    });
    expect(hyperbola.gradient("u").minus("u*(u*v-1)").toString()).toBe("-(u - v)*(u*v - 1)");
  });

  it("reads the names of arrays and of data", () => {
    const derivation = derive(`
      import type { Scalar, Vector } from "gen-sde";
      export const loss = ({ w }: { w: Vector<2> }, { a }: { a: Scalar }) => (w[0] * w[1] - a) ** 2 / 2;
      export const example = { params: { w: [1, 2] }, data: { a: 2 } };
    `);
    expect(derivation.gradient("w[0]").equals("w[1]*(w[0]*w[1] - a)")).toBe(true);
    expect(derivation.gradient("w[0]").evaluate({ w: [1, 3] })).toBe(3);
  });

  it("refuses names and points that do not fit, in words", () => {
    expect(() => hyperbola.gradient("w")).toThrow("hyperbola has no parameter w; its parameters are u, v");
    expect(() => hyperbola.gradient("u").equals("v*w")).toThrow("`w` is not known here");
    expect(() => hyperbola.gradient("u").evaluate([1])).toThrow("it has 1 numbers for the parameters u, v");
    expect(() => hyperbola.drift("labelNoise", "u").evaluate([2, 0.5])).toThrow("give a value for c");
    expect(() => hyperbola.dynamics("sqrtLoss", "u")).toThrow('derive(loss, { dynamics: ["sqrtLoss"] })');
    expect(() => derive("(u*v-1)^2/2", { params: ["u", "v"] }).drift("declared", "u")).toThrow("declares no noise");
  });

  it("prints the derivation and gives a checked simulator", async () => {
    expect(hyperbola.toString()).toContain("tr ∇²L: u^2 + v^2");
    expect(hyperbola.toTeX()).toContain("\\begin{pmatrix}");
    const { checks, create } = await hyperbola.generate();
    expect(checks.length).toBeGreaterThan(10);
    expect(create(undefined).loss(Float64Array.of(2, 1))).toBe(0.5);
  });
});
