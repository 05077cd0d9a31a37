/** Where a start leads to: the limit of gradient flow, to rounding, with the right rank, or a reason. */
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { NumericProblem, Problem, locate } from "../../../src/geometry/index.js";
import { flatten, readLoss } from "../../../src/read/index.js";
import { flatModel } from "../../support/manifolds.js";
import { normals } from "../../support/numbers.js";

const problemOf = (loss: string, parameters: string): NumericProblem =>
  new NumericProblem(new Problem(flatModel(loss, parameters)));

function found(loss: string, parameters: string, start: readonly number[]) {
  const result = locate(problemOf(loss, parameters), start, true);
  if (typeof result === "string") throw new Error(`${loss}: ${result}`);
  return result;
}

describe("a start on Γ", () => {
  interface Golden {
    readonly losses: readonly { readonly name: string; readonly points: readonly { x: number[]; rank: number }[] }[];
  }
  const numeric = new URL("../../numeric/", import.meta.url).pathname;
  const { losses } = JSON.parse(readFileSync(`${numeric}golden.json`, "utf8")) as Golden;

  const literal = losses.filter(({ name }) => name !== "diagonal_net_n2_d3");
  it.each(literal)("stays where it is: $name", ({ name, points }) => {
    const problem = new NumericProblem(new Problem(flatten(readLoss(`${numeric}losses/${name}.loss.ts`))));
    for (const { x, rank } of points) {
      const result = locate(problem, x, true);
      if (typeof result === "string") throw new Error(result);
      expect(result.rank).toBe(rank);
      x.forEach((value, a) => {
        expect(Math.abs(result.x[a]! - value)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(value)));
      });
    }
  });
});

test("a minimum that is no root of the residuals, where J loses rank: three entries of U Uᵀ that no U has", () => {
  const [p, q, s] = ["(w^2 + x^2)", "(y^2 + z^2)", "(w*y + x*z)"];
  const loss = `(3*${p} - 2*${q} + ${s} - 2)^2 + (3*${p} + 4*${q} + 2*${s})^2 + (3*${p} - ${q} - 3)^2`;
  const { x, rank } = found(loss, "w,x,y,z", [0.9, 0.5, 0.4, -0.3]);
  expect(rank).toBe(3);
  // Dormand-Prince of order 8, relative tolerance 3e-14.
  const limit = [0.6290965828302801, 0.44936050104160274, -0.10922218176134567, -0.07801685092665062];
  limit.forEach((value, a) => {
    expect(x[a]).toBeCloseTo(value, 11);
  });
  found(loss, "w,x,y,z", Array.from(x)).x.forEach((value, a) => {
    expect(Math.abs(value - x[a]!)).toBeLessThanOrEqual(1e-15);
  });
});

describe("a start off Γ goes to Φ(start)", () => {
  test.each(["(u*v - 1)^2/2", "100000*(u*v - 1)^2", "cosh(u*v - 1)", "(u*v - 1)^2*(3 + sin(u*v))"])(
    "hyperbola: u² − v² is conserved by the flow of %s",
    (loss) => {
      for (const [u, v] of [
        [2.3, 0.9],
        [0.4, 0.3],
        [2.01, 0.5],
      ] as const) {
        const C = u * u - v * v;
        const U = Math.sqrt((C + Math.sqrt(C * C + 4)) / 2);
        const { x } = found(loss, "u,v", [u, v]);
        expect(x[0]).toBeCloseTo(U, 10);
        expect(x[1]).toBeCloseTo(1 / U, 10);
      }
    },
  );

  test("ellipse: x_i(s) = x_i exp(−2 a_i s)", () => {
    const { x } = found("(x^2/4 + y^2 - 1)^2/2", "x,y", [2.2, 0.7]);
    expect(x[0]! ** 2 / 4 + x[1]! ** 2).toBeCloseTo(1, 14);
    expect(Math.log(2.2 / x[0]!) / 0.25).toBeCloseTo(Math.log(0.7 / x[1]!), 9);
  });

  test("diagonal net with 16 parameters: u_j v_j are conserved, and nothing slides far along flat directions", () => {
    const d = 8;
    const rows = [1, 2, 3].map((seed) => normals(d, seed));
    const truth = [normals(d, 11), normals(d, 12)] as const;
    const names = [...truth[0].map((_, j) => `u${String(j)}`), ...truth[1].map((_, j) => `v${String(j)}`)];
    const terms = rows.map((z) => {
      const y = z.reduce((sum, entry, j) => sum + entry * (truth[0][j]! ** 2 - truth[1][j]! ** 2), 0);
      const f = z.map((entry, j) => `(${entry.toFixed(12)})*(u${String(j)}^2 - v${String(j)}^2)`).join(" + ");
      return `(${f} - (${y.toFixed(12)}))^2`;
    });
    const start = [...truth[0], ...truth[1]].map((value, a) => value + 0.075 * normals(16, 5)[a]!);
    const { x, rank } = found(`(${terms.join(" + ")})/6`, names.join(","), start);
    expect(rank).toBe(3);
    for (let j = 0; j < d; j++) expect(x[j]! * x[j + d]!).toBeCloseTo(start[j]! * start[j + d]!, 9);
    expect(Math.hypot(...x.map((value, a) => value - start[a]!))).toBeLessThan(0.5);
  });
});

test.each([1e7, 1e8, 1e10, 1e14])("one coordinate of %f does not hide that the other is off Γ by a tenth", (u) => {
  const { x } = found("(u*v - 1)^2/2", "u,v", [u, 1.1 / u]);
  expect(Math.abs(x[0]! * x[1]! - 1)).toBeLessThan(1e-14);
});

test("a divergence written with softmax: log q_i has a part that is straight in a logit, no link with a minimum", () => {
  const source = `import { type Vector, softmax, sum } from "gen-sde";
const p = [0.2, 0.5, 0.3];
export const loss = ({ u, v }: { u: Vector<3>; v: Vector<3> }) => {
  const q = softmax(u.map((a, i) => a * v[i]!));
  return sum(p, (pi, i) => pi * Math.log(pi / q[i]!));
};`;
  const problem = new NumericProblem(new Problem(flatten(readLoss("/virtual/divergence.loss.ts", source))));
  const result = locate(problem, [0.5, 1.2, 0.8, 0.3, 0.6, -0.4], true);
  if (typeof result === "string") throw new Error(result);
  const weights = [0, 1, 2].map((i) => Math.exp(result.x[i]! * result.x[i + 3]!));
  const total = weights.reduce((sum, w) => sum + w, 0);
  expect(result.rank).toBe(2);
  [0.2, 0.5, 0.3].forEach((p, i) => {
    expect(weights[i]! / total).toBeCloseTo(p, 12);
  });
});

describe("the rank does not depend on the weights of squares and links", () => {
  it.each([1e-6, 1, 1e4, 3e6, 1e8, 1e12])("%f (xy − 1)² + (z − x²)²", (c) => {
    const { x, rank } = found(`${String(c)}*(x*y - 1)^2 + (z - x^2)^2`, "x,y,z", [1.3, 0.8, 1.5]);
    expect(rank).toBe(2);
    expect(Math.abs(x[0]! * x[1]! - 1)).toBeLessThan(1e-14);
    expect(Math.abs(x[2]! - x[0]! ** 2)).toBeLessThan(1e-14);
  });
  it.each([1e-6, 1, 1e6])("%f cosh(xy − 1) + cosh(z − x)", (c) => {
    expect(found(`${String(c)}*cosh(x*y - 1) + cosh(z - x)`, "x,y,z", [1.3, 0.8, 1.5]).rank).toBe(2);
  });
  it.each([1e4, 1e6])("nor, as far as doubles go, for other losses", (c) => {
    // No sum of squares: the product x z y w couples the two. Γ = {z = w = 0}.
    const loss = `${String(c)}*z^2*(2 + x^2)/2 + w^2*(1 + y^2)/2 + x*z*y*w/4`;
    expect(found(loss, "x,y,z,w", [0.3, 0.8, 0.1, 0.2]).rank).toBe(2);
  });
});

describe("reasons", () => {
  it.each([
    ["log(x) + y^2", "x,y", [-1, 1], "outside the domain"],
    ["(sqrt(x) - y)^2", "x,y", [-1, 1], "outside the domain"],
    ["(asin(x) - y)^2", "x,y", [2, 1], "outside the domain"],
    ["x^2 - y^2", "x,y", [0, 0], "saddle"],
    ["x^4 + y^2", "x,y", [1, 1], "degenerate"],
    ["(x*y - 1)^2 + z^4", "x,y,z", [1.2, 0.9, 0.5], "degenerate"],
    ["(x*y - 1)^2 + z^4", "x,y,z", [2, 0.5, 0], "degenerate"],
    ["(x^2 + y^2)^2/4 + z^2", "x,y,z", [0, 0, 0], "degenerate"],
  ] as const)("%s from %s at %j: %s", (loss, parameters, start, reason) => {
    expect(locate(problemOf(loss, parameters), start, true)).toBe(reason);
  });
});

describe("where doubles cannot tell, 50 digits do", () => {
  test.each([
    ["(a*b - 1)^2 + (c - a)^4", "a,b,c", [1.6, 0.9, 0.8]],
    ["(a*b)^2 + (a - b)^2", "a,b", [0.1, 0.9]],
    ["(a*b - 1)^2 + (c - a^2)^4/4", "a,b,c", [1.1, 0.9, 1.3]],
  ])("%s is flatter than a square across its minimizers", (loss, names, start) => {
    expect(locate(problemOf(loss, names), start, true)).toBe("degenerate");
  });

  test.each([
    ["exp(-a) + b^2", "a,b", [0.5, 0.5]],
    ["1/(1 + a^2) + b^2", "a,b", [0.5, 0.5]],
    ["(sigmoid(x) - 1)^2 + y^2", "x,y", [0.5, 0.5]],
    ["(sigmoid(x) - 1)^2 + y^2", "x,y", [50, 0.5]],
    ["cosh(sigmoid(a) - 1) + b^2", "a,b", [0.5, 0.5]],
    ["exp(-a^2) + b^2", "a,b", [0.5, 0.5]],
    ["(a*b - 1)^2 + exp(-c)", "a,b,c", [0.5, 0.5, 0.7]],
    ["(a*b - 1)^2 + log(1 + exp(-3*c*a))", "a,b,c", [0.5, 0.5, 0.7]],
  ])("%s never takes its infimum", (loss, names, start) => {
    expect(locate(problemOf(loss, names), start, true)).toBe("degenerate");
  });

  test("a direction 10⁸ times softer than the stiffest is not flat", () => {
    const { rank, x } = found("log(1 + (a*b - 1)^2) + 100000000*(c - a^2)^2*exp(c - a^2)", "a,b,c", [1.1, 0.9, 1.1]);
    expect(rank).toBe(2);
    expect(x[0]! * x[1]!).toBeCloseTo(1, 14);
    expect(x[2]! - x[0]! ** 2).toBeCloseTo(0, 14);
  });
});
