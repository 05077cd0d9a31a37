import { SimulationError } from "../errors.js";
import type { LossKernels } from "../least-squares/kernels.js";
import { addScaled, dot, symmetricEigen } from "../linear-algebra/index.js";

/** λ_M / λ_1 below this: too close to a change of rank to invert ∇²L on the normal space. */
const LEAST = 1e-10;

/**
 * The normal space of Γ at one point, by the M largest eigenvalues λ_k and eigenvectors q_k of ∇²L, which D
 * Hessian–vector products make: for D up to some hundreds. Computed once for each x.
 */
export class NormalEigenvectors {
  /** D */
  readonly dimension: number;
  /** M */
  readonly rank: number;
  readonly #hessian: (x: Float64Array, out: Float64Array) => void;
  readonly #x: Float64Array;
  readonly #H: Float64Array;
  #isKnown = false;
  #moves = 0;
  /** λ_1 ≥ … ≥ λ_M */
  values: Float64Array;
  /** q_1, …, q_M, each [D] */
  vectors: readonly Float64Array[] = [];

  constructor(hessian: (x: Float64Array, out: Float64Array) => void, dimension: number, rank: number) {
    this.dimension = dimension;
    this.rank = rank;
    this.#hessian = hessian;
    this.#x = new Float64Array(dimension);
    this.#H = new Float64Array(dimension ** 2);
    this.values = new Float64Array(rank);
  }

  /**
   * Moves to the point x[D]; everything below is there.
   *
   * @throws SimulationError E_RANK_CHANGE when ∇²L has rank below M
   */
  at(x: Float64Array): this {
    if (this.#isKnown && x.every((value, a) => value === this.#x[a])) return this;
    this.#isKnown = false;
    this.#x.set(x);
    const D = this.dimension;
    this.#hessian(this.#x, this.#H);
    const { values, vectors } = symmetricEigen(this.#H, D);
    const [lambda1, lambdaM] = [values[0]!, values[this.rank - 1]!];
    if (!(lambdaM > LEAST * lambda1))
      throw new SimulationError(
        "E_RANK_CHANGE",
        `∇²L has rank below ${this.rank}: λ_${this.rank} = ${lambdaM} against λ_1 = ${lambda1}`,
        { rank: this.rank, lambda1, lambdaM },
      );
    this.values = values.slice(0, this.rank);
    this.vectors = Array.from(this.values, (_, k) => Float64Array.from({ length: D }, (__, a) => vectors[a * D + k]!));
    this.#isKnown = true;
    this.#moves++;
    return this;
  }

  get x(): Float64Array {
    return this.#x;
  }

  get moves(): number {
    return this.#moves;
  }

  /** ∇²L[D·D] */
  get matrix(): Float64Array {
    return this.#H;
  }

  /** v ← P v = v − Σ_k q_k (q_kᵀv), in place. */
  project(v: Float64Array): void {
    for (const q of this.vectors) addScaled(v, -dot(q, v), q);
  }

  /** out = H⁺v = Σ_k q_k (q_kᵀv) / λ_k */
  pseudoInverse(v: Float64Array, out: Float64Array): void {
    const along = this.vectors.map((q, k) => dot(q, v) / this.values[k]!);
    out.fill(0);
    this.vectors.forEach((q, k) => {
      addScaled(out, along[k]!, q);
    });
  }

  /** ln|∇²L|₊ */
  logPseudoDeterminant(): number {
    return this.values.reduce((sum, value) => sum + Math.log(value), 0);
  }
}

export type ThirdAlong = LossKernels["thirdAlong"];
