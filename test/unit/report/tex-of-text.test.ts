/** The texts of the table of dynamics as LaTeX: KaTeX reads every one of them, and nothing is left as it was. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { texOfText } from "../../../src/display/index.js";
import { mathml } from "../../../src/report/document/math.js";
import { describeDynamics, registry } from "../../../src/runtime/index.js";

it.each(Object.keys(registry))("%s", (name) => {
  const { update, equation, timeScale, descends = "" } = describeDynamics(name);
  for (const text of [update, equation, timeScale, descends]) {
    const tex = texOfText(text);
    expect(tex).toMatch(/^[\x20-\x7e]*$/);
    katex.renderToString(tex, { throwOnError: true, strict: "error" });
  }
});

describe("texOfText", () => {
  it.each([
    ["G_ii′", "G_{ii'}"],
    ["dv_j/dt", "dv_j/dt"],
    ["Σ⊥∥", "\\Sigma _{\\perp\\parallel}"],
    ["t = Σ η²", "t = \\sum  \\eta ^2"],
    ["Cov ξ = I, Σ = σσᵀ", "\\operatorname{Cov} \\xi  = I, \\Sigma  = \\sigma \\sigma ^\\top"],
    ["∇L with noise ±δ", "\\nabla L\\text{ with noise } \\pm \\delta"],
  ])("%s", (text, tex) => {
    expect(texOfText(text)).toBe(tex);
  });
});

describe("mathml", () => {
  it("leaves the space of TeX behind an operator, but none before a parenthesis", () => {
    expect(mathml("\\ln x", false)).toContain("<mspace");
    expect(mathml("\\operatorname{tr} H", false)).toContain("<mspace");
    expect(mathml("\\ln(x)", false)).not.toContain("<mspace");
    expect(mathml("\\ln\\left(x\\right)", false)).not.toContain("<mspace");
  });

  it("shows what it cannot read as it is written", () => {
    expect(mathml("\\frac{<", false)).toBe("<code>\\frac{&lt;</code>");
    expect(mathml("ξ + 变量", false)).toContain("<math");
  });
});
