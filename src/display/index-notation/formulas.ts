/**
 * The formulas of a loss with named sizes, one for each block of parameters: what the loop kernels compute, with the
 * arguments of the kernels replaced by what the theory puts there.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Tensor,
  add,
  delta,
  element,
  freshIndex,
  multiply,
  num,
  power,
  substitute,
  sum,
  two,
  zero,
} from "../../expr/index.js";
import { type LoopKernelName, type LoopProblem, type ResidualFamily, residualFamilies } from "../../loops/index.js";
import type { Named } from "./intermediates.js";
import { type Formula, KernelValues, type Replace } from "./kernel-values.js";

const OF_LOSS: readonly LoopKernelName[] = ["loss", "gradient", "laplacian", "laplacianGradient"];
const OF_RESIDUALS: readonly LoopKernelName[] = [
  "residuals",
  "jacobianVector",
  "jacobianTransposed",
  "gram",
  "hessianTrace",
  "hessianTraceGradient",
  "curvatureContraction",
];

export class Formulas {
  readonly families: readonly ResidualFamily[];
  /** r, or r1, r2, … where the squares are of several kinds. */
  readonly residuals: readonly Tensor[];
  readonly #kernels: KernelValues;

  constructor(problem: LoopProblem) {
    this.families = residualFamilies(problem.loss) ?? [];
    this.residuals = this.families.map(({ indices }, f) => ({
      name: this.families.length === 1 ? "r" : `r${String(f + 1)}`,
      role: "temporary",
      shape: indices.map(({ size }) => size),
    }));
    const names = this.isLeastSquares ? OF_RESIDUALS : OF_LOSS;
    this.#kernels = new KernelValues(problem, names, this.residuals);
  }

  get isLeastSquares(): boolean {
    return this.families.length > 0;
  }

  /** All that the formulas asked for so far refer to. */
  get intermediates(): readonly Named[] {
    return this.#kernels.intermediates;
  }

  /** L = Σ (w/2) r². */
  loss(): Expr {
    if (!this.isLeastSquares) return this.#kernels.number("loss");
    const squares = this.families.map(({ indices, weight }, f) =>
      over(indices, multiply(num(1, 2), weight, power(element(this.residuals[f]!, indices), two))),
    );
    return this.#kernels.read(add(...squares));
  }

  residualValues(): readonly Formula[] {
    return this.residuals.map((tensor) => this.#kernels.at("residuals", tensor));
  }

  /** ∂L/∂p = Σ w r ∂r/∂p. */
  gradient(): readonly Formula[] {
    if (!this.isLeastSquares) return this.#kernels.blocks("gradient");
    return this.#kernels.blocks(
      "jacobianTransposed",
      this.#onResiduals("c", (f, at) => {
        const { indices, weight } = this.families[f]!;
        const here = substitute(weight, new Map(indices.map((i, axis) => [i, at[axis]!])));
        return multiply(here, element(this.residuals[f]!, at));
      }),
    );
  }

  /** ∂r[rows]/∂p = Jᵀ e_rows, for one family. */
  jacobian(family: number, rows: readonly IndexVariable[]): readonly Formula[] {
    const unit = this.#onResiduals("c", (f, at) =>
      f === family ? multiply(...at.map((i, axis) => delta(i, rows[axis]!))) : zero,
    );
    return this.#kernels.blocks("jacobianTransposed", unit);
  }

  /** G = J Jᵀ; undefined for residuals of several kinds, where it has blocks. */
  gram(): {
    readonly rows: readonly IndexVariable[];
    readonly columns: readonly IndexVariable[];
    readonly value: Expr;
  } {
    const { indices, value } = this.#kernels.definition("gram", "out.r.r");
    const half = indices.length / 2;
    return { rows: indices.slice(0, half), columns: indices.slice(half), value: this.#kernels.read(value) };
  }

  trace(): Expr {
    return this.#kernels.number(this.isLeastSquares ? "hessianTrace" : "laplacian");
  }

  traceGradient(): readonly Formula[] {
    return this.#kernels.blocks(this.isLeastSquares ? "hessianTraceGradient" : "laplacianGradient");
  }

  /** ∇ ln det G = 2 Σ_i R_i Jᵀ K e_i with K = G⁻¹. */
  logDeterminantGradient(K: Tensor): readonly Formula[] {
    const { shape } = this.residuals[0]!;
    const columns = shape.map(freshIndex);
    const jacobian = new Map(this.jacobian(0, columns).map((each) => [each.entry.tensor.name, each]));
    return this.#kernels.blocks("curvatureContraction", (e) => {
      const [argument, row, parameter] = e.tensor.name.split(".");
      if (argument !== "B" || row === undefined) return undefined;
      const [left, at] = [e.indices.slice(0, shape.length), e.indices.slice(shape.length)];
      const { entry, value } = jacobian.get(parameter!)!;
      const here = substitute(value, new Map(entry.indices.map((i, axis) => [i, at[axis]!])));
      return over(columns, multiply(two, element(K, [...left, ...columns]), here));
    });
  }

  /** -(1/4) (∇ tr ∇²L - Jᵀ ν): the label noise's drift for c = 1. */
  drift(multipliers: readonly Tensor[]): readonly Formula[] {
    const constraint = this.#kernels.blocks(
      "jacobianTransposed",
      this.#onResiduals("c", (f, at) => element(multipliers[f]!, at)),
    );
    return this.traceGradient().map(({ entry, value }, p) => {
      const back = substitute(constraint[p]!.value, renaming(constraint[p]!.entry, entry));
      return { entry, value: this.#kernels.read(multiply(num(-1, 4), add(value, multiply(num(-1), back)))) };
    });
  }

  /** J ∇ tr ∇²L, the right side of G ν = J ∇ tr ∇²L. */
  multiplierEquations(): readonly Formula[] {
    const slopes = new Map(this.traceGradient().map((each) => [`v.${each.entry.tensor.name}`, each]));
    return this.residuals.map((tensor) =>
      this.#kernels.at("jacobianVector", tensor, (e) => {
        const slope = slopes.get(e.tensor.name);
        return slope && substitute(slope.value, renaming(slope.entry, e));
      }),
    );
  }

  /** Replaces the argument with one number for each residual. */
  #onResiduals(argument: string, value: (family: number, at: readonly Expr[]) => Expr): Replace {
    return (e) => {
      const f = this.residuals.findIndex(({ name }) => e.tensor.name === `${argument}.${name}`);
      return f < 0 ? undefined : value(f, e.indices);
    };
  }
}

const over = (indices: readonly IndexVariable[], body: Expr): Expr => indices.reduceRight((e, i) => sum(i, e), body);

/** From the indices of one entry to those of another. */
const renaming = (from: Element, to: Element): ReadonlyMap<Expr, Expr> =>
  new Map(from.indices.map((i, axis) => [i, to.indices[axis]!]));
