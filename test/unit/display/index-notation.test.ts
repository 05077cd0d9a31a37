/** What is shown of a loss with named sizes: the formulas as text, and each one evaluated against the written-out loss. */
import { describe, expect, it } from "vitest";
import {
  type Element,
  type Expr,
  type Sizes,
  add,
  element,
  evaluate,
  multiply,
  num,
  power,
  sizeOf,
  substitute,
  two,
} from "../../../src/expr/index.js";
import { gradient } from "../../../src/calculus/index.js";
import { NoiseScale, structuredForms } from "../../../src/display/index.js";
import { Formulas } from "../../../src/display/index-notation/formulas.js";
import { indexedSections } from "../../../src/display/index-notation/sections.js";
import type { Manifold } from "../../../src/geometry/index.js";
import type { LoopProblem } from "../../../src/loops/index.js";
import { positions } from "../../../src/read/flatten.js";
import { type LossName, SOURCES, network, problem } from "../loops/losses.js";
import { Reference, numbers } from "../loops/reference.js";

const sections = (of: LoopProblem, leastSquares: boolean) =>
  indexedSections(
    of,
    {
      forms: structuredForms((leastSquares ? { curvatures: [] } : {}) as unknown as Manifold),
      fullRank: leastSquares,
      declaredNoise: false,
    },
    new NoiseScale([]),
  );
const text = (name: LossName, leastSquares = true): string =>
  sections(problem(name), leastSquares)
    .flatMap(({ title, lines }) => [title, ...lines.map((line) => `  ${line.label}: ${line.text}`)])
    .join("\n");

describe("text", () => {
  it("of a chain: positions and neighbours are counted from 1", () => {
    expect(text("chain")).toMatchInlineSnapshot(`
      "on Γ
        L: (1/2) Σ_i r_i²
        r_i: y_i − x_i x_{i + 1}
        Γ: r_i = 0
        ∂L/∂x_i: −[1 < i] x_{i − 1} r_{i − 1} − [i < d] x_{i + 1} r_i
        ∂r_i/∂x_i′: −x_i δ_{i′,i + 1} − x_{i + 1} δ_i′i
        G_ii′: x_i′ (x_i δ_ii′ + x_{i + 1} δ_{i,i′ + 1}) + x_{i′ + 1} (x_i δ_{i′,i + 1} + x_{i + 1} δ_ii′)
        P: I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r
        tr ∇²L: Σ_i Σ_i′ (x_i δ_{i′,i + 1} + x_{i + 1} δ_ii′)²
        ln|∇²L|₊: ln det G + Σᵢ ln wᵢ
        ∂ln|∇²L|₊/∂x_i: 2 [1 < i] (x_i K_{i − 1,i − 1} + [2 < i] x_{i − 2} K_{i − 1,i − 2}) + 2 [i < d] (x_i K_ii + [i < d − 1] x_{i + 2} K_{i,i + 1})
          K: G⁻¹
      Σ = I:  dY = P dW + drift dt
        compensation: −½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)
        normal: −¼ P∇ln|∇²L|₊
      Σ = c∇²L (label noise):  dY = drift dt
        dx_i/dt: −(1/4) c (2 [1 < i] x_i + [1 < i] x_{i − 1} ν_{i − 1} + 2 [i < d] x_i + [i < d] x_{i + 1} ν_i)
          ν: Σ_i′ G_ii′ ν_i′ = −2 x_i (x_{i + 1} + [i < d − 1] x_{i + 1}) − 2 x_{i + 1} (x_i + [1 < i] x_i)"
    `);
  });
  it("of mirrored and last entries", () => {
    expect(text("edges")).toMatchInlineSnapshot(`
      "on Γ
        L: (1/2) r1² + (1/2) r2² + r3² + (1/2) Σ_i r5_i² + Σ_i q_i² r4_i²
        r1: q_1 − x_1 x_d
        r2: q_d − x_1 x_d
        r3: w_{d − 1} x_2 − 1
        r4_i: w_i − 2 w_{i + 1} + w_{i + 2}
        r5_i: w_i w_{i + 2} − x_{d − i} x_{i + 1}
        Γ: r1 = 0,  r2 = 0,  r3 = 0,  r4_i = 0,  r5_i = 0
        ∂r1/∂x_i: −x_1 δ_di − x_d δ_1i
        ∂r1/∂w_i: 0
        ∂r2/∂x_i: −x_1 δ_di − x_d δ_1i
        ∂r2/∂w_i: 0
        ∂r3/∂x_i: w_{d − 1} δ_2i
        ∂r3/∂w_i: x_2 δ_{d,i + 1}
        ∂r4_i/∂x_i′: 0
        ∂r4_i/∂w_i′: δ_i′i − 2 δ_{i′,i + 1} + δ_{i′,i + 2}
        ∂r5_i/∂x_i′: −x_{d − i} δ_{i′,i + 1} − x_{i + 1} δ_{d,i′ + i}
        ∂r5_i/∂w_i′: w_i δ_{i′,i + 2} + w_{i + 2} δ_i′i
        P: I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r
        tr ∇²L: Σᵢ wᵢ |∇rᵢ|²
        ln|∇²L|₊: ln det G + Σᵢ ln wᵢ
      Σ = I:  dY = P dW + drift dt
        compensation: −½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)
        normal: −¼ P∇ln|∇²L|₊
      Σ = c∇²L (label noise):  dY = drift dt
        normal: −(c/4) P∇tr ∇²L"
    `);
  });
  it("of the diagonal network", () => {
    expect(text("diagonalNet")).toMatchInlineSnapshot(`
      "on Γ
        L: (1/(2 n)) Σ_i r_i²
        r_i: y_i − Σ_j Z_ij (u_j² − v_j²)
        Γ: r_i = 0
        ∂L/∂u_j: −(2/n) u_j Σ_i Z_ij r_i
        ∂L/∂v_j: (2/n) v_j Σ_i Z_ij r_i
        ∂r_i/∂u_j: −2 Z_ij u_j
        ∂r_i/∂v_j: 2 Z_ij v_j
        G_ii′: 4 Σ_j Z_ij Z_i′j (u_j² + v_j²)
        P: I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r
        tr ∇²L: (4/n) Σ_j q_j (u_j² + v_j²)
          q_j: Σ_i Z_ij²
        ln|∇²L|₊: ln det G + Σᵢ ln wᵢ
        ∂ln|∇²L|₊/∂u_j: 8 u_j Σ_i Z_ij Σ_i′ Z_i′j K_ii′
        ∂ln|∇²L|₊/∂v_j: 8 v_j Σ_i Z_ij Σ_i′ Z_i′j K_ii′
          K: G⁻¹
      Σ = I:  dY = P dW + drift dt
        compensation: −½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)
        normal: −¼ P∇ln|∇²L|₊
      Σ = c∇²L (label noise):  dY = drift dt
        du_j/dt: −(1/2) c u_j ((4/n) q_j + Σ_i Z_ij ν_i)
        dv_j/dt: −(1/2) c v_j ((4/n) q_j − Σ_i Z_ij ν_i)
          ν: Σ_i′ G_ii′ ν_i′ = −(16/n) Σ_j Z_ij q_j (u_j² − v_j²)"
    `);
  });
  it("of a tanh network", () => {
    expect(text("tanhNet")).toMatchInlineSnapshot(`
      "on Γ
        L: (1/(2 n)) Σ_i r_i²
        r_i: y_i − Σ_k w_k tanh(g_ik)
          g_ik: b_k + Σ_j X_ij W_kj
        Γ: r_i = 0
        ∂L/∂W_kj: (1/n) w_k Σ_i X_ij r_i (tanh(g_ik)² − 1)
        ∂L/∂b_k: (1/n) w_k Σ_i r_i (tanh(g_ik)² − 1)
        ∂L/∂w_k: −(1/n) Σ_i r_i tanh(g_ik)
        ∂r_i/∂W_kj: X_ij w_k (tanh(g_ik)² − 1)
        ∂r_i/∂b_k: w_k (tanh(g_ik)² − 1)
        ∂r_i/∂w_k: −tanh(g_ik)
        G_ii′: (q_ii′ + 1) Σ_k w_k² (tanh(g_ik)² − 1) (tanh(g_i′k)² − 1) + Σ_k tanh(g_ik) tanh(g_i′k)
          q_ii′: Σ_j X_ij X_i′j
        P: I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r
        tr ∇²L: (1/n) (Σ_k w_k² Σ_i (s_i + 1) (tanh(g_ik)² − 1)² + Σ_k Σ_i tanh(g_ik)²)
          s_i: Σ_j X_ij²
        ln|∇²L|₊: ln det G + Σᵢ ln wᵢ
      Σ = I:  dY = P dW + drift dt
        compensation: −½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)
        normal: −¼ P∇ln|∇²L|₊
      Σ = c∇²L (label noise):  dY = drift dt
        dW_kj/dt: (1/4) c Σ_i X_ij (w_k ν_i (tanh(g_ik)² − 1) + (2/n) (2 s_i w_k² (tanh(g_ik)² − 1)² + 2 w_k² (tanh(g_ik)² − 1)² + tanh(g_ik)² − 1) tanh(g_ik))
        db_k/dt: (1/4) c (w_k Σ_i ν_i (tanh(g_ik)² − 1) + (2/n) Σ_i (2 s_i w_k² (tanh(g_ik)² − 1)² + 2 w_k² (tanh(g_ik)² − 1)² + tanh(g_ik)² − 1) tanh(g_ik))
        dw_k/dt: −(1/4) c ((2/n) w_k Σ_i (s_i + 1) (tanh(g_ik)² − 1)² + Σ_i ν_i tanh(g_ik))
          ν: Gν = J ∇tr ∇²L"
    `);
  });
  it("of a loss without squares", () => {
    expect(text("softmax", false)).toMatchInlineSnapshot(`
      "on Γ
        L: (1/n) (Σ_i ln(g_i) − Σ_i Σ_k Y_ik h_ik)
          h_ik: Σ_j Z_ij W_kj
          g_i: Σ_k exp(h_ik)
        ∂L/∂W_kj: −(1/n) Σ_i Z_ij (Y_ik − exp(h_ik)/g_i)
        P: I − H⁺H
        tr ∇²L: −(1/n) Σ_i q_i (Σ_k exp(h_ik)²/g_i² − Σ_k exp(h_ik)/g_i)
          q_i: Σ_j Z_ij²
        ln|∇²L|₊: ln det(BBᵀ) − ln det A,  B = H[S,:], A = H[S,S]
      Σ = I:  dY = P dW + drift dt
        compensation: −½ H⁺T[PΣP],  T = ∇³L
        normal: −¼ P∇ln|∇²L|₊
      Σ = c∇²L (label noise):  dY = drift dt
        normal: −(c/4) P∇tr ∇²L
        ∂tr ∇²L/∂W_kj: (2/n) Σ_i Z_ij q_i ((exp(h_ik) Σ_k′ exp(h_ik′)²)/g_i³ − exp(h_ik)²/g_i²)"
    `);
  });
});

it("LaTeX has both sides of each equation", () => {
  const lines = sections(problem("diagonalNet"), true).flatMap((section) => section.lines);
  const tex = (label: string): string | undefined => lines.find((line) => line.label.trim() === label)?.tex;
  expect(tex("tr ∇²L")).toBe(
    "\\operatorname{tr} \\nabla^2 L = \\frac{4}{n} \\, \\sum_{j} q_{j} \\, \\left(u_{j}^{2} + v_{j}^{2}\\right)",
  );
  expect(tex("du_j/dt")).toBe(
    "\\frac{d u_{j}}{dt} = -\\frac{1}{2} \\, c \\, u_{j} \\, \\left(\\frac{4}{n} \\, q_{j} + \\sum_{i} Z_{i,j} \\, \\nu_{i}\\right)",
  );
});

const SIZE: Sizes = { n: 3, d: 4, m: 3, k: 2, h: 3, p: 2, c: 3 };
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((total, value, i) => total + value * b[i]!, 0);

/** Evaluates formulas: intermediates by their own lines, ν and K by given numbers. */
class Evaluation {
  readonly reference: Reference;
  readonly formulas: Formulas;
  readonly #arrays = new Map<string, ArrayLike<number>>();

  constructor(name: LossName) {
    const { parameters, data } = problem(name);
    this.reference = new Reference(problem(name), SIZE);
    this.formulas = new Formulas(problem(name));
    let offset = 0;
    for (const { name: tensor, shape } of parameters) {
      const length = shape.reduce<number>((product, size) => product * sizeOf(size, SIZE), 1);
      this.#arrays.set(tensor, this.reference.x.subarray(offset, offset + length));
      offset += length;
    }
    for (const { name: tensor } of data) this.#arrays.set(tensor, this.reference.data[tensor]!);
  }

  give(name: string, values: ArrayLike<number>): void {
    this.#arrays.set(name, values);
  }

  number(e: Expr): number {
    return evaluate(e, { element: (element, at) => this.#entry(element, at), size: (name) => SIZE[name]! });
  }

  /** The values of an entry's formula at all its indices, row-major. */
  all(entry: Element, value: Expr): number[] {
    return positions(entry.tensor.shape.map((size) => sizeOf(size, SIZE))).map((at) =>
      this.number(substitute(value, new Map(entry.indices.map((i, axis) => [i, num(at[axis]!)])))),
    );
  }

  #entry({ tensor }: Element, at: readonly number[]): number {
    const known = this.#arrays.get(tensor.name);
    if (known) {
      const position = tensor.shape.reduce<number>((sum, size, axis) => sum * sizeOf(size, SIZE) + at[axis]!, 0);
      return known[position]!;
    }
    const residual = this.formulas.residualValues().find(({ entry }) => entry.tensor.name === tensor.name);
    const line = residual
      ? { indices: residual.entry.indices, value: residual.value }
      : this.formulas.intermediates.find((named) => named.tensor.name === tensor.name)!;
    return this.number(substitute(line.value, new Map(line.indices.map((i, axis) => [i, num(at[axis]!)]))));
  }
}

function close(actual: readonly number[], expected: readonly number[]): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i]! - value) / scale).toBeLessThan(1e-12));
}

describe.each(["diagonalNet", "squareNet", "factorization", "tanhNet", "deepLinear", "twoTerms"] as const)(
  "%s",
  (name) => {
    const at = new Evaluation(name);
    const { formulas, reference } = at;
    const J = reference.jacobian();
    const squares = reference.residuals.flatMap((r, i) =>
      gradient(r, reference.parameters).map((g) => multiply(reference.weights[i]!, power(g, two))),
    );
    const slope = reference.gradient(add(...squares));
    const blocks = (list: readonly { readonly entry: Element; readonly value: Expr }[]): number[] =>
      list.flatMap(({ entry, value }) => at.all(entry, value));

    it("L, r, ∇L and tr ∇²L", () => {
      close([at.number(formulas.loss())], reference.values([reference.loss]));
      close(blocks(formulas.residualValues()), reference.values(reference.residuals));
      close(blocks(formulas.gradient()), reference.gradient(reference.loss));
      close([at.number(formulas.trace())], reference.values([add(...squares)]));
      close(blocks(formulas.traceGradient()), slope);
    });

    it("the label noise's drift for any ν, and the equations of ν", () => {
      const multipliers = formulas.residuals.map((r) => ({ ...r, name: r.name.replace("r", "ν") }));
      const nu = numbers(J.length, 5);
      let offset = 0;
      for (const { name: tensor, shape } of multipliers) {
        const length = shape.reduce<number>((product, size) => product * sizeOf(size, SIZE), 1);
        at.give(tensor, nu.subarray(offset, (offset += length)));
      }
      const expected = slope.map(
        (value, a) =>
          -(
            value -
            dot(
              J.map((row) => row[a]!),
              nu,
            )
          ) / 4,
      );
      close(blocks(formulas.drift(multipliers)), expected);
      close(
        blocks(formulas.multiplierEquations()),
        J.map((row) => dot(row, slope)),
      );
    });

    it.skipIf(name === "twoTerms")("G, and ∇ln|∇²L|₊ for any K", () => {
      const M = J.length;
      const { rows, columns, value } = formulas.gram();
      const shape = [...rows, ...columns].map(({ size }) => size);
      const G = element({ name: "G", role: "temporary", shape }, [...rows, ...columns]);
      close(
        at.all(G, value),
        J.flatMap((a) => J.map((b) => dot(a, b))),
      );
      const K = numbers(M * M, 6).map((_, k, all) => all[k]! + all[(k % M) * M + Math.floor(k / M)]!);
      at.give("K", K);
      const R = reference.residuals.map(reference.hessian);
      const expected = Array.from(reference.x, (_, a) =>
        J.reduce((sum, row, k) => sum + 2 * R.reduce((inner, Ri, i) => inner + K[i * M + k]! * dot(Ri[a]!, row), 0), 0),
      );
      const tensor = {
        name: "K",
        role: "temporary",
        shape: [...formulas.residuals[0]!.shape, ...formulas.residuals[0]!.shape],
      } as const;
      close(blocks(formulas.logDeterminantGradient(tensor)), expected);
    });
  },
);

describe.each(["logistic", "softmax"] as const)("%s", (name: keyof typeof SOURCES) => {
  it("L, ∇L, tr ∇²L and its gradient", () => {
    const at = new Evaluation(name);
    const { formulas, reference } = at;
    const blocks = (list: readonly { readonly entry: Element; readonly value: Expr }[]): number[] =>
      list.flatMap(({ entry, value }) => at.all(entry, value));
    close([at.number(formulas.loss())], reference.values([reference.loss]));
    close(blocks(formulas.gradient()), reference.gradient(reference.loss));
    close([at.number(formulas.trace())], reference.values([reference.laplacian()]));
    close(blocks(formulas.traceGradient()), reference.gradient(reference.laplacian()));
  });
});

describe("deep networks", () => {
  /** How many nodes come into being: nothing forgets them. */
  const nodes = (layers: number): number => {
    const before = num(1_000_003 + layers).id;
    sections(network(layers, "a"), true);
    return num(2_000_003 + layers).id - before;
  };

  it("take work by the square of their depth", () => {
    const three = nodes(3);
    expect(three).toBeLessThan(60_000);
    expect(nodes(6)).toBeLessThan(6 * three);
  });

  it("have the formulas that can be read, and structured ones for the rest", () => {
    const labels = sections(network(6, "a"), true)[0]!.lines.map(({ label, text: formula }) => `${label}: ${formula}`);
    expect(labels).toMatchInlineSnapshot(`
      [
        "L: (1/(2 n)) Σ_i r_i²",
        "r_i: y_i − Σ_j X_ij Σ_k A_kj Σ_k′ W0_k′k Σ_k′′ W1_k′′k′ Σ_k′′′ W2_k′′′k′′ Σ_k′′′′ W3_k′′′′k′′′ Σ_k′′′′′ W4_k′′′′′k′′′′ w_k′′′′′",
        "Γ: r_i = 0",
        "∂L/∂A_kj: −(1/n) (Σ_i X_ij r_i) Σ_k′ W0_k′k Σ_k′′ W1_k′′k′ Σ_k′′′ W2_k′′′k′′ Σ_k′′′′ W3_k′′′′k′′′ Σ_k′′′′′ W4_k′′′′′k′′′′ w_k′′′′′",
        "∂L/∂W0_kk′: −(1/n) (Σ_j A_k′j Σ_i X_ij r_i) Σ_k′′ W1_k′′k Σ_k′′′ W2_k′′′k′′ Σ_k′′′′ W3_k′′′′k′′′ Σ_k′′′′′ W4_k′′′′′k′′′′ w_k′′′′′",
        "∂L/∂W1_kk′: −(1/n) (Σ_k′′ W0_k′k′′ Σ_j A_k′′j Σ_i X_ij r_i) Σ_k′′ W2_k′′k Σ_k′′′ W3_k′′′k′′ Σ_k′′′′ W4_k′′′′k′′′ w_k′′′′",
        "∂L/∂W2_kk′: −(1/n) (Σ_k′′ W3_k′′k Σ_k′′′ W4_k′′′k′′ w_k′′′) Σ_k′′ W1_k′k′′ Σ_k′′′ W0_k′′k′′′ Σ_j A_k′′′j Σ_i X_ij r_i",
        "∂L/∂W3_kk′: −(1/n) (Σ_k′′ W4_k′′k w_k′′) Σ_k′′ W2_k′k′′ Σ_k′′′ W1_k′′k′′′ Σ_k′′′′ W0_k′′′k′′′′ Σ_j A_k′′′′j Σ_i X_ij r_i",
        "∂L/∂W4_kk′: −(1/n) w_k Σ_k′′ W3_k′k′′ Σ_k′′′ W2_k′′k′′′ Σ_k′′′′ W1_k′′′k′′′′ Σ_k′′′′′ W0_k′′′′k′′′′′ Σ_j A_k′′′′′j Σ_i X_ij r_i",
        "∂L/∂w_k: −(1/n) Σ_k′ W4_kk′ Σ_k′′ W3_k′k′′ Σ_k′′′ W2_k′′k′′′ Σ_k′′′′ W1_k′′′k′′′′ Σ_k′′′′′ W0_k′′′′k′′′′′ Σ_j A_k′′′′′j Σ_i X_ij r_i",
        "∂r_i/∂A_kj: −X_ij Σ_k′ W0_k′k Σ_k′′ W1_k′′k′ Σ_k′′′ W2_k′′′k′′ Σ_k′′′′ W3_k′′′′k′′′ Σ_k′′′′′ W4_k′′′′′k′′′′ w_k′′′′′",
        "∂r_i/∂W0_kk′: −(Σ_j X_ij A_k′j) Σ_k′′ W1_k′′k Σ_k′′′ W2_k′′′k′′ Σ_k′′′′ W3_k′′′′k′′′ Σ_k′′′′′ W4_k′′′′′k′′′′ w_k′′′′′",
        "∂r_i/∂W1_kk′: −(Σ_k′′ W0_k′k′′ Σ_j X_ij A_k′′j) Σ_k′′ W2_k′′k Σ_k′′′ W3_k′′′k′′ Σ_k′′′′ W4_k′′′′k′′′ w_k′′′′",
        "∂r_i/∂W2_kk′: −(Σ_k′′ W3_k′′k Σ_k′′′ W4_k′′′k′′ w_k′′′) Σ_k′′ W1_k′k′′ Σ_k′′′ W0_k′′k′′′ Σ_j X_ij A_k′′′j",
        "∂r_i/∂W3_kk′: −(Σ_k′′ W4_k′′k w_k′′) Σ_k′′ W2_k′k′′ Σ_k′′′ W1_k′′k′′′ Σ_k′′′′ W0_k′′′k′′′′ Σ_j X_ij A_k′′′′j",
        "∂r_i/∂W4_kk′: −w_k Σ_k′′ W3_k′k′′ Σ_k′′′ W2_k′′k′′′ Σ_k′′′′ W1_k′′′k′′′′ Σ_k′′′′′ W0_k′′′′k′′′′′ Σ_j X_ij A_k′′′′′j",
        "∂r_i/∂w_k: −Σ_k′ W4_kk′ Σ_k′′ W3_k′k′′ Σ_k′′′ W2_k′′k′′′ Σ_k′′′′ W1_k′′′k′′′′ Σ_k′′′′′ W0_k′′′′k′′′′′ Σ_j X_ij A_k′′′′′j",
        "P: I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r",
        "tr ∇²L: Σᵢ wᵢ |∇rᵢ|²",
        "ln|∇²L|₊: ln det G + Σᵢ ln wᵢ",
      ]
    `);
  });
});
