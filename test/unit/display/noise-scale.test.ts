/** The c of Σ = c∇²L, in a loss with a c of its own. */
import { describe, expect, test } from "vitest";
import { derive } from "../../../src/api/index.js";
import { NoiseScale } from "../../../src/display/index.js";
import { print, symbol, toTeX } from "../../../src/expr/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";

const param = (name: string) => symbol(name, "parameter");

describe("a name that the loss leaves free", () => {
  test.each([
    [["u", "v"], "c", "c"],
    [["c"], "kappa", "\\kappa"],
    [["c", "kappa"], "gamma", "\\gamma"],
  ] as const)("beside %j it is %s", (names, text, tex) => {
    const scale = new NoiseScale(names.map(param));
    expect([print(scale.symbol), toTeX(scale.symbol)]).toEqual([text, tex]);
  });

  test("replaces the letter c alone in what was written with it", () => {
    const scale = new NoiseScale([param("c")]);
    expect(scale.text("Σ = c∇²L: Y' = −(c/4) P∇tr ∇²L, descends")).toBe(
      "Σ = kappa∇²L: Y' = −(kappa/4) P∇tr ∇²L, descends",
    );
    expect(scale.tex("-\\tfrac{c}{4} \\frac c4 c\\,\\nabla")).toBe(
      "-\\tfrac{\\kappa }{4} \\frac \\kappa 4 \\kappa \\,\\nabla",
    );
    expect(new NoiseScale([]).text("Σ = c∇²L")).toBe("Σ = c∇²L");
  });
});

test("on screen and in LaTeX no c means two things", async () => {
  const loss = lossFromFormula("product", "(a*b*c-1)^2/2", ["a", "b", "c"]);
  const { sections } = await generate(loss, () => undefined, ["precondDiagH"]);
  const [labelNoise] = sections.filter(({ limit }) => limit === "labelNoise");
  expect(labelNoise!.title).toBe("Σ = kappa∇²L (label noise; kappa, as c is the loss's own):  dY = drift dt");
  expect(labelNoise!.lines[0]!.text).toMatch(/^-kappa\/\(2\*\(/);
  expect(labelNoise!.lines[0]!.tex).toContain("\\kappa");
  const conserved = sections.find(({ title }) => title.startsWith("conserved"))!;
  expect(conserved.lines.map(({ label, text }) => `${label}: ${text}`)).toContain(
    "Σ = kappa∇²L: dQ1 = -kappa*c^2*(a^2 - b^2) * dt",
  );
  expect(sections.find(({ limit }) => limit === "precondDiagH")!.lines[0]!.label).toBe("drift, kappa = 1");
});

test("the derivation's formulas have the other name too", () => {
  const drift = derive("(a*b*c-1)^2/2", { params: ["a", "b", "c"] }).drift("labelNoise", "a");
  expect(drift.toString()).toContain("kappa");
  const at = { a: 2, b: 1, c: 0.5 };
  const half = drift.evaluate(at, { kappa: 0.5 });
  expect(drift.evaluate(at, { kappa: 1 })).toBeCloseTo(2 * half, 12);
});
