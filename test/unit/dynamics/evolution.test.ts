/** dQ = ½⟨∇²Q, Σ⟩ dt + ∇Qᵀσ dW along the limit, against Itô's formula with the drift that was derived otherwise. */
import { describe, expect, test } from "vitest";
import { gradient, hessian } from "../../../src/calculus/index.js";
import { type Noise, evolution, limitingSde, tangentNoise } from "../../../src/dynamics/index.js";
import { num } from "../../../src/expr/index.js";
import { analyse, lossFromFormula } from "../../../src/pipeline/index.js";
import { sectionsOf } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";

const example = (name: string) =>
  analyse(readLoss(new URL(`../../../examples/${name}.loss.ts`, import.meta.url).pathname));

const close = (a: number, b: number): void => {
  expect(Math.abs(a - b)).toBeLessThan(1e-10 * (1 + Math.abs(b)));
};

describe.each(["hyperbola", "product-chain", "diagonal-net", "matrix-factorization", "flat-valley"])("%s", (name) => {
  const { conserved, flat, located, numeric } = example(name);
  const { manifold } = located;
  const D = flat.parameters.length;
  const declared = flat.parameters.map((p, a) => [p, num(a + 1, 3)]);
  const noises: Noise[] = [{ kind: "isotropic" }, { kind: "hessian" }, { kind: "general", sigma: declared }];

  test.each(noises.map((noise) => [noise.kind, noise] as const))("%s", (_, noise) => {
    expect(conserved.length).toBeGreaterThan(0);
    const { total } = limitingSde(manifold, noise);
    const channels = noise.kind === "general" ? 2 : D;
    const columns = Array.from({ length: channels }, (_, k) =>
      tangentNoise(
        manifold,
        noise,
        Array.from({ length: channels }, (_, j) => num(j === k ? 1 : 0)),
      ),
    );
    const { x } = located.minimizers[0]!;
    const b = numeric.vector(x, total);
    const kicks = columns.map((column) => numeric.vector(x, column));
    for (const Q of conserved) {
      const slope = numeric.vector(x, gradient(Q, flat.parameters));
      const A = hessian(Q, flat.parameters).map((row) => numeric.vector(x, row));
      const along = (v: Float64Array): number => v.reduce((sum, value, a) => sum + value * slope[a]!, 0);
      const bend = (v: Float64Array): number =>
        v.reduce((sum, value, a) => sum + value * A[a]!.reduce((inner, entry, c) => inner + entry * v[c]!, 0), 0);
      const { drift, variance } = evolution(manifold, Q, noise);
      const [found, spread] = numeric.vector(x, [drift, variance]);
      close(found!, along(b) + kicks.reduce((sum, kick) => sum + bend(kick) / 2, 0));
      close(
        spread!,
        kicks.reduce((sum, kick) => sum + along(kick) ** 2, 0),
      );
    }
  });
});

const linesOf = (analysis: Parameters<typeof sectionsOf>[0], title: string): string[] =>
  sectionsOf(analysis)
    .filter((section) => section.title.startsWith(title))
    .flatMap(({ lines }) => lines.map(({ label, text }) => `${label}: ${text}`));

describe("what is shown", () => {
  test("the hyperbola under label noise is solved, C' = −cC", () => {
    const hyperbola = analyse(lossFromFormula("hyperbola", "(u*v-1)^2/2", ["u", "v"]));
    expect(linesOf(hyperbola, "conserved")).toEqual([
      "Q: u^2 - v^2",
      "Σ = I: dQ = 2*sqrt(u^2 + v^2) * dB",
      "Σ = c∇²L: Q(t) = Q(0) exp(-c*t)",
    ]);
    expect(linesOf(hyperbola, "Γ is a curve")).toContain("density of l: 1/sqrt(u^2 + v^2)");
  });

  test("u_j v_j of the diagonal net decay as exp(−4 c q_j t/n), here n = 2", () => {
    expect(linesOf(example("diagonal-net"), "conserved")).toContain(
      "Σ = c∇²L: Q1(t) = Q1(0) exp(-2*c*t*(Z[0][0]^2 + Z[1][0]^2))",
    );
  });

  test("the motor turns at speed 1, without noise", () => {
    expect(linesOf(example("motor"), "Γ is a curve")).toEqual(
      expect.arrayContaining(["Σ = σσᵀ: dl = a dt + b dB", "|a|: 1", "b²: 0"]),
    );
  });

  test("the flat valley is a Brownian motion with drift: x = −Q/8", () => {
    expect(linesOf(analyse(lossFromFormula("valley", "exp(x/2)*y^2", ["x", "y"])), "conserved")).toContain(
      "Σ = I: dQ = dt + 8 * dB",
    );
  });
});
