import type { ResidualKernels } from "../sized/index.js";

/** One D-vector for each residual, to be contracted with the curvatures. */
export interface ResidualRows {
  /** row(i)[D], i < M */
  readonly rows: readonly Float64Array[];
  readonly all: Float64Array;
}

/**
 * The M residuals with positive weight, scaled to ρ_i = √w_i r_i: then L = constant + ½ Σ ρ_i², ∇²L = JᵀJ on Γ with
 * J = dρ, and no formula needs weights. Entries of weight 0 (a mask) constrain nothing and are left out.
 */
export class WeightedResiduals {
  /** D */
  readonly dimension: number;
  /** M */
  readonly count: number;
  readonly #kernels: ResidualKernels;
  /** The positions of the M residuals among all N of the kernels. */
  readonly #active: Int32Array;
  /** √w_i, i < M */
  readonly #roots: Float64Array;
  /** [N], with zeros where the weight is 0. */
  readonly #full: Float64Array;
  #fullGram: Float64Array | undefined;

  /**
   * @param total N
   * @throws RangeError when a weight is negative or not finite, or none is positive
   */
  constructor(kernels: ResidualKernels, dimension: number, total: number) {
    const weights = new Float64Array(total);
    kernels.weights(new Float64Array(dimension), weights);
    weights.forEach((w, i) => {
      if (!(w >= 0 && w < Infinity))
        throw new RangeError(`residual ${i} has weight ${w}: for a least-squares loss it must be at least 0`);
    });
    this.dimension = dimension;
    this.#kernels = kernels;
    this.#active = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
    this.count = this.#active.length;
    if (this.count === 0) throw new RangeError("all residuals have weight 0: the loss is constant");
    this.#roots = Float64Array.from(this.#active, (i) => Math.sqrt(weights[i]!));
    this.#full = new Float64Array(total);
  }

  /** out[M] = the residuals as the user wrote them, without √w. */
  plain(x: Float64Array, out: Float64Array): void {
    this.#kernels.residuals(x, this.#full);
    for (let i = 0; i < this.count; i++) out[i] = this.#full[this.#active[i]!]!;
  }

  /** out[M] = ρ(x) */
  values(x: Float64Array, out: Float64Array): void {
    this.#kernels.residuals(x, this.#full);
    this.#scaleInto(out);
  }

  /** out[M] = J v */
  jacobianVector(x: Float64Array, v: Float64Array, out: Float64Array): void {
    this.#kernels.jacobianVector(x, v, this.#full);
    this.#scaleInto(out);
  }

  /** out[D] = Jᵀc, c[M] */
  jacobianTransposed(x: Float64Array, c: Float64Array, out: Float64Array): void {
    if (this.count < this.#full.length) this.#full.fill(0);
    for (let i = 0; i < this.count; i++) this.#full[this.#active[i]!] = this.#roots[i]! * c[i]!;
    this.#kernels.jacobianTransposed(x, this.#full, out);
  }

  /** out[M·M] = J Jᵀ */
  gram(x: Float64Array, out: Float64Array): void {
    const { count: M } = this;
    const N = this.#full.length;
    const from = M === N ? out : (this.#fullGram ??= new Float64Array(N * N));
    this.#kernels.gram(x, from);
    for (let i = 0; i < M; i++)
      for (let j = 0; j <= i; j++)
        out[i * M + j] = this.#roots[i]! * this.#roots[j]! * from[this.#active[i]! * N + this.#active[j]!]!;
    for (let i = 0; i < M; i++) for (let j = i + 1; j < M; j++) out[i * M + j] = out[j * M + i]!;
  }

  /** out[M] = pᵀ R_i p, R_i = ∇²ρ_i */
  curvatureQuadratic(x: Float64Array, p: Float64Array, out: Float64Array): void {
    this.#kernels.curvatureQuadratic(x, p, this.#full);
    this.#scaleInto(out);
  }

  /** out[M] = tr R_i */
  curvatureTraces(x: Float64Array, out: Float64Array): void {
    this.#kernels.curvatureTraces(x, this.#full);
    this.#scaleInto(out);
  }

  /** Room for one D-vector a residual: M·D numbers. */
  createRows(): ResidualRows {
    const all = new Float64Array(this.#full.length * this.dimension);
    const rows = Array.from(this.#active, (i) => all.subarray(i * this.dimension, (i + 1) * this.dimension));
    return { rows, all };
  }

  /** out[D] = Σ_i R_i B_i for the rows B_i, which are spoilt. */
  curvatureContraction(x: Float64Array, { rows, all }: ResidualRows, out: Float64Array): void {
    rows.forEach((row, i) => {
      for (let a = 0; a < row.length; a++) row[a]! *= this.#roots[i]!;
    });
    this.#kernels.curvatureContraction(x, all, out);
  }

  #scaleInto(out: Float64Array): void {
    for (let i = 0; i < this.count; i++) out[i] = this.#roots[i]! * this.#full[this.#active[i]!]!;
  }
}
