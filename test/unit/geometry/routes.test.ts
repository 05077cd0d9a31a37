/** Which losses are seen as what, what their manifolds are then, and which losses are refused. */
import { describe, expect, it, test } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { print } from "../../../src/expr/index.js";
import { type Route, hessianPseudoInverse, tangentProjector, traceOfHessian } from "../../../src/geometry/index.js";
import { symmetricEigen, symmetricPseudoInverse } from "../../../src/runtime/index.js";
import { type Details, find } from "../../support/manifolds.js";
import { expectClose, identity, plus, rowsOf, scaled, times } from "../../support/numbers.js";

interface Case {
  readonly loss: string;
  readonly parameters: string;
  readonly route: Route;
  /** The equations of Gamma. */
  readonly gamma: readonly string[];
  readonly weights?: readonly string[];
  readonly details?: Details;
}

const CASES: readonly Case[] = [
  { loss: "(u*v - 1)^2/2", parameters: "u,v", route: "least squares", gamma: ["u*v - 1"], weights: ["1"] },
  { loss: "(u*v - 1)^2/2 + 3", parameters: "u,v", route: "least squares", gamma: ["u*v - 1"], weights: ["1"] },
  { loss: "exp(x/2)*y^2", parameters: "x,y", route: "least squares", gamma: ["y"], weights: ["2*exp(x/2)"] },
  {
    loss: "(1 + x^2)*(y - sin(x))^2/2",
    parameters: "x,y",
    route: "least squares",
    gamma: ["y - sin(x)"],
    weights: ["x^2 + 1"],
  },
  {
    loss: "((u*v - 1)^2 + (w*u - 2)^2)/4",
    parameters: "u,v,w",
    route: "least squares",
    gamma: ["u*v - 1", "u*w - 2"],
    weights: ["1/2", "1/2"],
  },
  {
    loss: "(x^2/a^2 + y^2/b^2 - 1)^2/2",
    parameters: "x,y",
    route: "least squares",
    gamma: ["x^2/a^2 + y^2/b^2 - 1"],
    weights: ["1"],
    details: { data: { a: 2, b: 1 } },
  },
  { loss: "cosh(u*v - 1) - 1", parameters: "u,v", route: "links", gamma: ["u*v - 1"], weights: ["1"] },
  { loss: "log(1 + (u*v - 1)^2)", parameters: "u,v", route: "links", gamma: ["u*v - 1"], weights: ["2"] },
  { loss: "1 - exp(-(u*v - 1)^2)", parameters: "u,v", route: "links", gamma: ["u*v - 1"], weights: ["2"] },
  { loss: "log(cosh(u*v - 2))", parameters: "u,v", route: "links", gamma: ["u*v - 2"], weights: ["1"] },
  // Poisson: exp(f) - 3 f is least at f = log 3, with curvature 3.
  { loss: "exp(u*v) - 3*u*v", parameters: "u,v", route: "links", gamma: ["u*v - log(3)"], weights: ["3"] },
  // Cross-entropy with the soft label 7/10: the logit is log(p/(1 - p)), the curvature p (1 - p).
  {
    loss: "softplus(u*v) - 7*u*v/10",
    parameters: "u,v",
    route: "links",
    gamma: ["u*v - log(7/3)"],
    weights: ["21/100"],
  },
  // Two samples: the labels' linear terms are spread over one sum.
  {
    loss: "softplus(x*y + z) - 0.3*(x*y + z) + softplus(x - y) - 0.6*(x - y)",
    parameters: "x,y,z",
    route: "links",
    gamma: ["x - y - log(3/2)", "x*y + z - log(3/7)"],
    weights: ["6/25", "21/100"],
  },
  {
    loss: "(u*v - 1)^2/2",
    parameters: "u,v",
    route: "declared equations",
    gamma: ["log(u*v)"],
    details: { manifold: ["log(u*v)"] },
  },
  {
    loss: "(x^2 + y^2)^2/4 - (x^2 + y^2)/2",
    parameters: "x,y",
    route: "gradient factor",
    gamma: ["x^2 + y^2 - 1"],
  },
  { loss: "u^4*v^2/4 - u^2*v", parameters: "u,v", route: "gradient factor", gamma: ["u^2*v - 2"] },
  {
    loss: "y^2*exp(x) + x*sin(y)^3",
    parameters: "x,y",
    route: "rank one",
    gamma: ["3*x*cos(y)*sin(y)^2 + 2*y*exp(x)"],
  },
  {
    loss: "x1*x2*x3*x4/4 + x3^2*(x1^2 + 2)/2 + x4^2*(x2^2 + 1)/2",
    parameters: "x1,x2,x3,x4",
    route: "pivot rows",
    gamma: ["x1*x2*x4/4 + x3*(x1^2 + 2)", "x1*x2*x3/4 + x4*(x2^2 + 1)"],
  },
];

describe.each(CASES)("$loss", ({ loss, parameters, route, gamma, weights, details }) => {
  const { manifold, minimizers, points, at, value, numeric } = find(loss, parameters, details);
  const D = numeric.dimension;
  const M = gamma.length;

  it(`is read as ${route}`, () => {
    expect(manifold.route).toBe(route);
    expect(manifold.residuals.map(print)).toEqual(gamma);
    expect("weights" in manifold ? manifold.weights.map(print) : undefined).toEqual(weights);
    expect(minimizers[0]!.rank).toBe(M);
  });

  it("has the normal space that eigenvectors say", () => {
    for (const x of points) {
      const H = numeric.hessian(x);
      expectClose(at(x, manifold.hessian.flat()), H, 8, "H on Γ");
      const inverse = symmetricPseudoInverse(H, D, M);
      expectClose(at(x, hessianPseudoInverse(manifold).flat()), inverse, 7, "H⁺");
      const projector = plus(identity(D), scaled(-1, times(rowsOf(H, D), rowsOf(inverse, D))));
      expectClose(at(x, tangentProjector(manifold).flat()), projector.flat(), 7, "P");
      const eigenvalues = Array.from(symmetricEigen(H, D).values.slice(0, M));
      expectClose(
        value(x, traceOfHessian(manifold)),
        eigenvalues.reduce((a, b) => a + b),
        7,
        "tr H",
      );
      const logarithm = eigenvalues.reduce((sum, lambda) => sum + Math.log(lambda), 0);
      expectClose(value(x, manifold.normal.logPseudoDeterminant()), logarithm, 7, "ln|H|₊");
    }
  });

  it("is retracted to, twice as many digits a step", () => {
    const [x] = points;
    const off = Float64Array.from(x!, (entry, a) => entry + 1e-3 * (a % 2 === 0 ? 1 : -0.7));
    const distance = (at_: ArrayLike<number>): number => Math.hypot(...at(at_, manifold.residuals));
    const once = Float64Array.from(at(off, manifold.retractStep));
    expect(distance(once)).toBeLessThan(0.02 * distance(off));
    expect(distance(at(once, manifold.retractStep))).toBeLessThan(1e-9);
  });
});

/** The loss, its parameters, the code of the refusal, and words of its message. */
const REFUSED: readonly (readonly [
  loss: string,
  parameters: string,
  code: string,
  words: string,
  details?: Details,
])[] = [
  ["x - y", "x,y", "GS330", "6 starting points"],
  ["x^2 - y^2", "x,y", "GS330", "diverged 6×"],
  ["x*y", "x,y", "GS330", "diverged 6×"],
  ["x^4", "x,y", "GS330", "degenerate 6×"],
  ["(x^2 + y^2 - 1)^4", "x,y", "GS330", "degenerate 6×"],
  ["exp(x) + exp(y)", "x,y", "GS330", "degenerate 6×"],
  ["x^2 + y^2/100000 + z^2/20000000000", "x,y,z", "GS331", "full rank 3"],
  ["x^2 + y^2", "x,y", "GS331", "full rank 2"],
  ["(x^2 + y^2 - 1)^2 + (x - y)^2", "x,y", "GS331", "full rank 2"],
  ["(u*v - 1)^2/2", "u,v", "GS332", "equation 1 is -1.00", { manifold: ["u*v - 2"] }],
  ["(u*v - 1)^2/2 + w^2", "u,v,w", "GS332", "equation 2", { manifold: ["w", "u - 4*v"] }],
  ["(u*v - 1)^2/2", "u,v", "GS333", "2 equations, but ∇²L has rank 1", { manifold: ["u*v - 1", "u - v"] }],
  ["(u*v - 1)^2/2 + w^2", "u,v,w", "GS333", "1 equations, but ∇²L has rank 2", { manifold: ["w"] }],
  ["(u*v - 1)^2/2", "u,v", "GS337", "gradient of equation 1 is 0", { manifold: ["(u*v - 1)^2"] }],
  ["(u*v - 1)^2/2 + w^2", "u,v,w", "GS337", "depend on each other", { manifold: ["w", "w + (u*v - 1)^2"] }],
];

describe("refused", () => {
  for (const [loss, parameters, code, words, details] of REFUSED)
    test(`${loss} in ${parameters}: ${code} … ${words} …`, () => {
      try {
        find(loss, parameters, details);
      } catch (error) {
        expect(error).toBeInstanceOf(DiagnosticError);
        const { diagnostics } = error as DiagnosticError;
        expect(diagnostics.map((d) => d.code)).toEqual([code]);
        expect(diagnostics[0]!.message).toContain(words);
        return;
      }
      expect.unreachable("nothing was refused");
    });
});

describe("which minimizers count", () => {
  // Two lines, x near -1 and the higher x near 1, with z free.
  const TWO_LEVELS = "(x^2 - 1)^2 + x/10";

  it("are the lowest without an example", () => {
    for (const { x } of find(TWO_LEVELS, "x,z").minimizers) expect(x[0]).toBeLessThan(0);
  });
  it("are those of the example's level with one", () => {
    const starts = [
      [1.1, 0],
      [-1, 0.3],
      [0.9, -0.4],
    ];
    const { minimizers } = find(TWO_LEVELS, "x,z", { starts });
    for (const { x } of minimizers) expect(x[0]).toBeGreaterThan(0);
  });
});
