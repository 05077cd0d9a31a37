/** The printed derivations of three losses, each line of which can be checked by hand. */
import { describe, expect, it, test } from "vitest";
import { type Noise, limitingSde } from "../../../src/dynamics/index.js";
import { type Expr, add, call, multiply, num, one, power, subtract, two } from "../../../src/expr/index.js";
import { Problem } from "../../../src/geometry/index.js";
import { leastSquaresManifold } from "../../../src/geometry/manifold.js";
import { NoiseScale, type Section, closedForms, derivation } from "../../../src/display/index.js";
import { variable } from "../../support/formula.js";
import { type Details, find, flatModel } from "../../support/manifolds.js";

function derive(loss: string, parameters: string, details: Details = {}): Section[] {
  const { manifold, numeric } = find(loss, parameters, details);
  const { sigma } = numeric.problem.model;
  const limit = (noise: Noise) => limitingSde(manifold, noise);
  const limits = {
    isotropic: limit({ kind: "isotropic" }),
    labelNoise: limit({ kind: "hessian" }),
    ...(sigma && { declared: limit({ kind: "general", sigma }) }),
  };
  return derivation(manifold, closedForms(manifold, limits), new NoiseScale([]));
}

const written = (sections: readonly Section[], as: "text" | "tex"): string =>
  sections
    .flatMap((section) => [
      as === "text" ? section.title : section.tex,
      ...section.lines.map((line) => `  ${line.label}: ${line[as]}`),
    ])
    .join("\n");

/*
 * By hand: r = uv - 1, J = (v, u), G = u² + v², Hess r = [0 1; 1 0]; uv = 1.
 *   ρ = tr(Hess r P) = -2/G, compensation = -1/2 J⁺ρ = (v, u)/G²
 *   P∇G = 2 (u² - v²)/G (u, -v): label noise -c/4 of it, Σ = I -1/4 of it over G.
 */
describe("the hyperbola", () => {
  const sections = derive("(u*v - 1)^2/2", "u,v");
  it("as text", () => {
    expect(written(sections, "text")).toMatchInlineSnapshot(`
      "on Γ
        L: (u*v - 1)^2/2
        ∇L: (v*(u*v - 1), u*(u*v - 1))
        Γ: u*v - 1 = 0
        P: 1/(u^2 + v^2) * [u^2, -1; -1, v^2]
        H⁺: 1/(u^2 + v^2)^2 * [v^2, 1; 1, u^2]
        tr ∇²L: u^2 + v^2
        ln|∇²L|₊: log(u^2 + v^2)
      Σ = I:  dY = P dW + drift dt
        compensation: 1/(u^2 + v^2)^2 * (v, u)
        normal: -(u^2 - v^2)/(2*(u^2 + v^2)^2) * (u, -v)
        total: -1/(2*(u^2 + v^2)^2) * (u*(u^2 - 3*v^2), -v*(3*u^2 - v^2))
      Σ = c∇²L (label noise):  dY = drift dt
        normal: -c*(u^2 - v^2)/(2*(u^2 + v^2)) * (u, -v)"
    `);
  });
  it("as LaTeX", () => {
    expect(written(sections, "tex")).toMatchInlineSnapshot(`
      "\\text{on } \\Gamma
        L: \\frac{\\left(u \\, v - 1\\right)^{2}}{2}
        ∇L: \\begin{pmatrix} v \\, \\left(u \\, v - 1\\right) \\\\ u \\, \\left(u \\, v - 1\\right) \\end{pmatrix}
        Γ: u \\, v - 1 = 0
        P: \\frac{1}{u^{2} + v^{2}} \\begin{pmatrix} u^{2} & -1 \\\\ -1 & v^{2} \\end{pmatrix}
        H⁺: \\frac{1}{\\left(u^{2} + v^{2}\\right)^{2}} \\begin{pmatrix} v^{2} & 1 \\\\ 1 & u^{2} \\end{pmatrix}
        tr ∇²L: u^{2} + v^{2}
        ln|∇²L|₊: \\ln\\left(u^{2} + v^{2}\\right)
      \\Sigma = I:\\quad dY = P\\,dW + b\\,dt
        compensation: \\frac{1}{\\left(u^{2} + v^{2}\\right)^{2}} \\begin{pmatrix} v \\\\ u \\end{pmatrix}
        normal: -\\frac{u^{2} - v^{2}}{2 \\, \\left(u^{2} + v^{2}\\right)^{2}} \\begin{pmatrix} u \\\\ -v \\end{pmatrix}
        total: -\\frac{1}{2 \\, \\left(u^{2} + v^{2}\\right)^{2}} \\begin{pmatrix} u \\, \\left(u^{2} - 3 \\, v^{2}\\right) \\\\ -v \\, \\left(3 \\, u^{2} - v^{2}\\right) \\end{pmatrix}
      \\Sigma = c\\,\\nabla^2 L:\\quad dY = b\\,dt
        normal: -\\frac{c \\, \\left(u^{2} - v^{2}\\right)}{2 \\, \\left(u^{2} + v^{2}\\right)} \\begin{pmatrix} u \\\\ -v \\end{pmatrix}"
    `);
  });
});

/*
 * By hand: J = 2 (x/a², y/b²), and with Q = a⁴y² + b⁴x²: G = 4 Q/(a⁴b⁴), J⁺ = a²b²/(2Q) (b²x, a²y)ᵀ.
 *   ρ = (2/a²) P_xx + (2/b²) P_yy = 2 (a²y² + b²x²)/Q = 2 a²b²/Q on Γ, compensation = -1/2 J⁺ρ
 *   P∇G = 8xy (b² - a²)/Q (y/b², -x/a²): label noise -c/4 of it, Σ = I -1/4 of it over G.
 */
describe("the ellipse with semi-axes a and b", () => {
  const sections = derive("(x^2/a^2 + y^2/b^2 - 1)^2/2", "x,y", { data: { a: 2, b: 1 } });
  it("as text", () => {
    expect(written(sections, "text")).toMatchInlineSnapshot(`
      "on Γ
        L: (x^2/a^2 + y^2/b^2 - 1)^2/2
        ∇L: (2*x*(x^2/a^2 + y^2/b^2 - 1)/a^2, 2*y*(x^2/a^2 + y^2/b^2 - 1)/b^2)
        Γ: x^2/a^2 + y^2/b^2 - 1 = 0
        P: 1/(a^4*y^2 + b^4*x^2) * [a^4*y^2, -a^2*b^2*x*y; -a^2*b^2*x*y, b^4*x^2]
        H⁺: a^4*b^4/(4*(a^4*y^2 + b^4*x^2)^2) * [b^4*x^2, a^2*b^2*x*y; a^2*b^2*x*y, a^4*y^2]
        tr ∇²L: 4*x^2/a^4 + 4*y^2/b^4
        ln|∇²L|₊: log(4*x^2/a^4 + 4*y^2/b^4)
      Σ = I:  dY = P dW + drift dt
        compensation: -a^4*b^4/(2*(a^4*y^2 + b^4*x^2)^2) * (b^2*x, a^2*y)
        normal: a^2*b^2*x*y*(a^2 - b^2)/(2*(a^4*y^2 + b^4*x^2)^2) * (a^2*y, -b^2*x)
        total: -a^2*b^2/(2*(a^4*y^2 + b^4*x^2)^2) * (x*(2*a^2*b^2*y^2 - a^4*y^2 + b^4*x^2), y*(2*a^2*b^2*x^2 + a^4*y^2 - b^4*x^2))
      Σ = c∇²L (label noise):  dY = drift dt
        normal: 2*c*x*y*(a^2 - b^2)/(a^4*y^2 + b^4*x^2) * (y/b^2, -x/a^2)"
    `);
  });
  it("as LaTeX", () => {
    expect(written(sections.slice(2), "tex")).toMatchInlineSnapshot(`
      "\\Sigma = c\\,\\nabla^2 L:\\quad dY = b\\,dt
        normal: \\frac{2 \\, c \\, x \\, y \\, \\left(a^{2} - b^{2}\\right)}{a^{4} \\, y^{2} + b^{4} \\, x^{2}} \\begin{pmatrix} \\frac{y}{b^{2}} \\\\ -\\frac{x}{a^{2}} \\end{pmatrix}"
    `);
  });
});

/*
 * By hand: h = 2 exp(x/2), so -1/4 h'/h = -1/8 and -c/4 h' = -c/4 exp(x/2); nothing else moves (theory g.1).
 * For σ = (1, 2)ᵀ, Σ_yy = 4: four times -1/8.
 */
describe("the flat valley", () => {
  const sections = derive("exp(x/2)*y^2", "x,y", { sigma: [["1"], ["2"]] });
  it("as text", () => {
    expect(written(sections, "text")).toMatchInlineSnapshot(`
      "on Γ
        L: y^2*exp(x/2)
        ∇L: (y^2*exp(x/2)/2, 2*y*exp(x/2))
        Γ: y = 0
        P: [1, 0; 0, 0]
        H⁺: 1/(2*exp(x/2)) * [0, 0; 0, 1]
        tr ∇²L: 2*exp(x/2)
        ln|∇²L|₊: (x + 2*log(2))/2
      Σ = I:  dY = P dW + drift dt
        normal: -1/8 * (1, 0)
      Σ = c∇²L (label noise):  dY = drift dt
        normal: -c*exp(x/2)/4 * (1, 0)
      declared Σ = σσᵀ:  dY = Pσ dW + drift dt
        normal: -1/2 * (1, 0)"
    `);
  });
  it("as LaTeX", () => {
    expect(written(sections, "tex")).toMatchInlineSnapshot(`
      "\\text{on } \\Gamma
        L: y^{2} \\, \\exp\\left(\\frac{x}{2}\\right)
        ∇L: \\begin{pmatrix} \\frac{y^{2} \\, \\exp\\left(\\frac{x}{2}\\right)}{2} \\\\ 2 \\, y \\, \\exp\\left(\\frac{x}{2}\\right) \\end{pmatrix}
        Γ: y = 0
        P: \\begin{pmatrix} 1 & 0 \\\\ 0 & 0 \\end{pmatrix}
        H⁺: \\frac{1}{2 \\, \\exp\\left(\\frac{x}{2}\\right)} \\begin{pmatrix} 0 & 0 \\\\ 0 & 1 \\end{pmatrix}
        tr ∇²L: 2 \\, \\exp\\left(\\frac{x}{2}\\right)
        ln|∇²L|₊: \\frac{x + 2 \\, \\ln\\left(2\\right)}{2}
      \\Sigma = I:\\quad dY = P\\,dW + b\\,dt
        normal: -\\frac{1}{8} \\begin{pmatrix} 1 \\\\ 0 \\end{pmatrix}
      \\Sigma = c\\,\\nabla^2 L:\\quad dY = b\\,dt
        normal: -\\frac{c \\, \\exp\\left(\\frac{x}{2}\\right)}{4} \\begin{pmatrix} 1 \\\\ 0 \\end{pmatrix}
      \\Sigma = \\sigma\\sigma^\\top:\\quad dY = P\\sigma\\,dW + b\\,dt
        normal: -\\frac{1}{2} \\begin{pmatrix} 1 \\\\ 0 \\end{pmatrix}"
    `);
  });
});

test("a limit at rest says so", () => {
  const sections = derive("(x^2 + y^2 - 1)^2/8", "x,y");
  // Isotropic noise on the circle: Brownian motion, -x/2; tr ∇²L is constant.
  expect(written(sections.slice(1), "text")).toMatchInlineSnapshot(`
    "Σ = I:  dY = P dW + drift dt
      compensation: -1/2 * (x, y)
    Σ = c∇²L (label noise):  dY = drift dt
      drift: 0"
  `);
});

describe("what is too long to read", () => {
  const line = (sections: readonly Section[], section: number, label: string): string =>
    sections[section]!.lines.find((entry) => entry.label === label)!.text;

  it("is given by its structure", () => {
    const loss = "((a*x*y - sin(z))^2 + (x^3 - exp(w*y))^2*(1 + z^2) + (x*z - w*y^2 - b)^2)/2";
    const sections = derive(loss, "x,y,z,w", { data: { a: 1, b: 0.2 } });
    expect(line(sections, 0, "P")).toBe("I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r");
    expect(line(sections, 1, "normal")).toBe("−¼ P∇ln|∇²L|₊");
    expect(line(sections, 2, "normal")).toBe("−(c/4) P∇tr ∇²L");
  });

  // Elimination shares its parts: written out, the projector of three residuals has more characters than fit a string.
  it("even where writing it out first would be out of the question", () => {
    const loss = "((a*x*y - sin(z))^2 + (x^3 - exp(w*y))^2*(1 + z^2 + x*y) + (x*z - w*y^2 - b)^2)/2";
    // (1, sin b, b, 0) is on Γ, where the second weight is positive.
    const sections = derive(loss, "x,y,z,w", { data: { a: 1, b: 0.2 }, starts: [[1, 0.2, 0.2, 0.1]] });
    expect(line(sections, 0, "P")).toBe("I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r");
    expect(line(sections, 1, "compensation")).toBe("−½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)");
  });

  it("or counted", () => {
    // x -> sin(x) + x cos(x), thirty times: the value has 150 operations, its text 2^30 letters.
    const nested = Array.from({ length: 30 }).reduce<Expr>(
      (e) => add(call("sin", e), multiply(num(1, 3), e, call("cos", e))),
      variable("x"),
    );
    const problem = new Problem({
      ...flatModel("(x - y)^2/2", "x,y"),
      loss: multiply(num(1, 2), power(subtract(nested, variable("y")), two)),
    });
    const manifold = leastSquaresManifold(problem, [{ residual: subtract(nested, variable("y")), weight: one }]);
    const still = { compensation: [], mixed: [], normal: [], total: [] };
    const limits = {
      isotropic: { noise: { kind: "isotropic" }, ...still },
      labelNoise: { noise: { kind: "hessian" }, ...still },
    } as const;
    const sections = derivation(manifold, closedForms(manifold, limits), new NoiseScale([]));
    expect(line(sections, 0, "L")).toBe("1 expression, see the generated file");
    expect(line(sections, 0, "∇L")).toBe("2 expressions, see the generated file");
  });
});
