/** The texts of the table of dynamics as LaTeX: KaTeX reads every one of them, and nothing is left as it was. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { texOfText } from "../../../src/display/index.js";
import { html } from "../../../src/report/document/html.js";
import { mathml } from "../../../src/report/document/math.js";
import { textOfTex } from "../../../src/report/document/text-of-tex.js";
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
    ["x + ηξ, Cov ξ = I", "x + \\eta \\xi ,\\;\\operatorname{Cov} \\xi  = I"],
    ["dY = P dW + PσdW − T[P] dt", "dY = P\\,dW + P\\sigma \\,dW - T[P]\\,dt"],
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

  it("leaves the space of TeX before an operator, where a factor stands there", () => {
    expect(mathml("P\\nabla\\ln(x)", false)).toContain("∇</mi><mspace");
    expect(mathml("2\\operatorname{tr}(H)", false)).toContain("2</mn><mspace");
    expect(mathml("= \\ln(x)", false)).not.toContain("<mspace");
  });

  it("shows what it cannot read as it is written", () => {
    expect(mathml("\\frac{<", false)).toBe("<code>\\frac{&lt;</code>");
    expect(mathml("ξ + 变量", false)).toContain("<math");
  });
});

describe("textOfTex", () => {
  it.each([
    ["\\Sigma = \\nabla^2L", "Σ = ∇²L"],
    ["\\eta = 0.05", "η = 0.05"],
    ["c = 1", "c = 1"],
    ["\\operatorname{tr} \\nabla^2L", "tr ∇²L"],
  ])("%s", (tex, text) => {
    expect(textOfTex(tex)).toBe(text);
  });
});

it("keeps a mark on the line of the formula that it follows", () => {
  const page = html({
    name: "t",
    title: "t",
    subtitle: "s",
    sections: [
      {
        id: "a",
        title: "A",
        blocks: [{ kind: "paragraph", text: "for `x`, $y$: and (of $z$) or $w$ alone, then $v$" }],
      },
    ],
  });
  const [, paragraph] = /<p>(for [^]*?)<\/p>/.exec(page)!;
  const shape = paragraph!.replace(/<math[^]*?<annotation[^>]*>([^<]*)<\/annotation>[^]*?<\/math>/g, "[$1]");
  expect(shape.replace(/<span class="katex">(.*?)<\/span>/g, "$1")).toBe(
    'for <span class="whole"><code>x</code>,</span> <span class="whole">[y]:</span> and (of <span class="whole">[z])</span> or [w] alone, then [v]',
  );
});
