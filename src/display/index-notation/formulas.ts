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
import {
  type Definition,
  type LoopKernelName,
  type LoopProblem,
  type ResidualFamily,
  deriveLoops,
  replaceElements,
  residualFamilies,
} from "../../loops/index.js";
import { Intermediates, type Named } from "./intermediates.js";

/** A value, and the entry that it belongs to: of the parameters, of the residuals, of G. */
export interface Formula {
  readonly entry: Element;
  readonly value: Expr;
}
/** What stands for an entry of a kernel's argument; undefined for all else. */
type Replace = (e: Element) => Expr | undefined;

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
  readonly #parameters: readonly Tensor[];
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #intermediates: Intermediates;

  constructor(problem: LoopProblem) {
    this.#parameters = problem.parameters;
    this.families = residualFamilies(problem.loss) ?? [];
    this.residuals = this.families.map(({ indices }, f) => ({
      name: this.families.length === 1 ? "r" : `r${String(f + 1)}`,
      role: "temporary",
      shape: indices.map(({ size }) => size),
    }));
    const { lets, kernels } = deriveLoops(problem, this.isLeastSquares ? OF_RESIDUALS : OF_LOSS, undefined, true);
    this.#definitions = new Map(
      kernels.flatMap(({ name, values }) => values.map((each) => [`${name} ${each.tensor.name}`, each] as const)),
    );
    const tensors = [...problem.parameters, ...problem.data, ...this.residuals];
    const taken = [...tensors.map(({ name }) => name), ...tensors.flatMap(({ shape }) => shape.map(String))];
    const roots = kernels.filter(({ name }) => name === "residuals" || name === "loss");
    this.#intermediates = new Intermediates(
      lets,
      taken,
      roots.flatMap(({ values }) => values.map(({ value }) => value)),
    );
  }

  get isLeastSquares(): boolean {
    return this.families.length > 0;
  }

  /** All that the formulas asked for so far refer to. */
  get intermediates(): readonly Named[] {
    return this.#intermediates.list;
  }

  /** L = Σ (w/2) r². */
  loss(): Expr {
    if (!this.isLeastSquares) return this.#number("loss");
    const squares = this.families.map(({ indices, weight }, f) =>
      over(indices, multiply(num(1, 2), weight, power(element(this.residuals[f]!, indices), two))),
    );
    return this.#intermediates.read(add(...squares));
  }

  residualValues(): readonly Formula[] {
    return this.residuals.map((tensor) => this.#at("residuals", tensor));
  }

  /** ∂L/∂p = Σ w r ∂r/∂p. */
  gradient(): readonly Formula[] {
    if (!this.isLeastSquares) return this.#blocks("gradient");
    return this.#blocks(
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
    return this.#blocks("jacobianTransposed", unit);
  }

  /** G = J Jᵀ; undefined for residuals of several kinds, where it has blocks. */
  gram(): {
    readonly rows: readonly IndexVariable[];
    readonly columns: readonly IndexVariable[];
    readonly value: Expr;
  } {
    const { indices, value } = this.#definition("gram", "out.r.r");
    const half = indices.length / 2;
    return { rows: indices.slice(0, half), columns: indices.slice(half), value: this.#intermediates.read(value) };
  }

  trace(): Expr {
    return this.#number(this.isLeastSquares ? "hessianTrace" : "laplacian");
  }

  traceGradient(): readonly Formula[] {
    return this.#blocks(this.isLeastSquares ? "hessianTraceGradient" : "laplacianGradient");
  }

  /** ∇ ln det G = 2 Σ_i R_i Jᵀ K e_i with K = G⁻¹. */
  logDeterminantGradient(K: Tensor): readonly Formula[] {
    return this.#blocks("curvatureContraction", (e) => {
      const [argument, row, parameter] = e.tensor.name.split(".");
      if (argument !== "B" || row === undefined) return undefined;
      const rank = this.residuals[0]!.shape.length;
      const [left, at] = [e.indices.slice(0, rank), e.indices.slice(rank)];
      const columns = this.residuals[0]!.shape.map(freshIndex);
      const { entry, value } = this.jacobian(0, columns).find((each) => each.entry.tensor.name === parameter)!;
      const here = substitute(value, new Map(entry.indices.map((i, axis) => [i, at[axis]!])));
      return over(columns, multiply(two, element(K, [...left, ...columns]), here));
    });
  }

  /** -(1/4) (∇ tr ∇²L - Jᵀ ν): the label noise's drift for c = 1. */
  drift(multipliers: readonly Tensor[]): readonly Formula[] {
    const constraint = this.#blocks(
      "jacobianTransposed",
      this.#onResiduals("c", (f, at) => element(multipliers[f]!, at)),
    );
    return this.traceGradient().map(({ entry, value }, p) => {
      const back = substitute(constraint[p]!.value, renaming(constraint[p]!.entry, entry));
      return { entry, value: this.#intermediates.read(multiply(num(-1, 4), add(value, multiply(num(-1), back)))) };
    });
  }

  /** J ∇ tr ∇²L, the right side of G ν = J ∇ tr ∇²L. */
  multiplierEquations(): readonly Formula[] {
    const slopes = new Map(this.traceGradient().map((each) => [`v.${each.entry.tensor.name}`, each]));
    return this.residuals.map((tensor) =>
      this.#at("jacobianVector", tensor, (e) => {
        const slope = slopes.get(e.tensor.name);
        return slope && substitute(slope.value, renaming(slope.entry, e));
      }),
    );
  }

  #number(kernel: LoopKernelName): Expr {
    return this.#intermediates.read(this.#definition(kernel, "value").value);
  }

  #blocks(kernel: LoopKernelName, replace?: Replace): readonly Formula[] {
    return this.#parameters.map((p) => this.#at(kernel, p, replace));
  }

  #at(kernel: LoopKernelName, tensor: Tensor, replace: Replace = () => undefined): Formula {
    const { indices, value } = this.#definition(kernel, `out.${tensor.name}`);
    const inlined = this.#intermediates.inline(value);
    const replaced = replaceElements(inlined, (e) => replace(e) ?? e);
    return { entry: element(tensor, indices), value: this.#intermediates.read(replaced) };
  }

  #definition(kernel: LoopKernelName, name: string): Definition {
    const definition = this.#definitions.get(`${kernel} ${name}`);
    if (!definition) throw new Error(`internal: ${kernel} has no ${name}`);
    return definition;
  }

  /** Replaces the argument with one number for each residual. */
  #onResiduals(argument: string, value: (family: number, at: readonly Expr[]) => Expr): Replace {
    return (e) => {
      const f = this.residuals.findIndex(({ name }) => e.tensor.name === `${argument}.${name}`);
      return f < 0 ? undefined : value(f, e.indices);
    };
  }
}

export const over = (indices: readonly IndexVariable[], body: Expr): Expr =>
  indices.reduceRight((e, i) => sum(i, e), body);

/** From the indices of one entry to those of another. */
const renaming = (from: Element, to: Element): ReadonlyMap<Expr, Expr> =>
  new Map(from.indices.map((i, axis) => [i, to.indices[axis]!]));
