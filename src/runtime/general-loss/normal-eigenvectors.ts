import { SimulationError } from "../errors.js";
import type { LossKernels } from "../sized/index.js";
import { addScaled, dot, largestEigenpairs, symmetricEigen } from "../linear-algebra/index.js";
import { logPseudoDeterminant } from "../spectral/coefficients.js";

/** λ_M / λ_1 below this: too close to a change of rank to invert ∇²L on the normal space. */
const LEAST = 1e-10;

/** From this many parameters on ∇²L is not formed, unless M is a good part of them. */
const LARGE = 128;
const FEW = 4;

export interface SecondDerivatives {
  readonly hessianVector: LossKernels["hessianVector"];
  /** out[D·D] = ∇²L(x) */
  readonly hessian: (x: Float64Array, out: Float64Array) => void;
}

/**
 * The normal space of Γ at one point, by the M largest eigenvalues λ_k and eigenvectors q_k of ∇²L: of the matrix where
 * it is small, through Hessian–vector products alone where it is large. Computed once for each x.
 */
export class NormalEigenvectors {
  /** D */
  readonly dimension: number;
  /** M */
  readonly rank: number;
  readonly #eigenpairs: (x: Float64Array) => Pick<NormalEigenvectors, "values" | "vectors">;
  readonly #x: Float64Array;
  #isKnown = false;
  #moves = 0;
  /** λ_1 ≥ … ≥ λ_M */
  values: Float64Array;
  /** q_1, …, q_M, each [D] */
  vectors: readonly Float64Array[] = [];

  constructor({ hessian, hessianVector }: SecondDerivatives, dimension: number, rank: number) {
    this.dimension = dimension;
    this.rank = rank;
    this.#x = new Float64Array(dimension);
    this.values = new Float64Array(rank);
    const isLarge = dimension >= LARGE && FEW * rank <= dimension;
    this.#eigenpairs = isLarge
      ? (x) =>
          largestEigenpairs(
            (v, out) => {
              hessianVector(x, v, out);
            },
            dimension,
            rank,
          )
      : ofMatrix(hessian, dimension, rank);
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
    const { values, vectors } = this.#eigenpairs(this.#x);
    const [lambda1, lambdaM] = [values[0]!, values[this.rank - 1]!];
    if (!(lambdaM > LEAST * lambda1))
      throw new SimulationError(
        "E_RANK_CHANGE",
        `∇²L has rank below ${this.rank}: λ_${this.rank} = ${lambdaM} against λ_1 = ${lambda1}`,
        { rank: this.rank, lambda1, lambdaM },
      );
    this.values = values;
    this.vectors = vectors;
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

  /** v ← P v = v − Σ_k q_k (q_kᵀv), in place. */
  project(v: Float64Array): void {
    for (const q of this.vectors) addScaled(v, -dot(q, v), q);
  }

  /** out = H^{1/2}ξ on the normal space: Σ_k √λ_k ξ_k q_k, ξ[M]. */
  rootHessian(xi: Float64Array, out: Float64Array): void {
    out.fill(0);
    this.vectors.forEach((q, k) => {
      addScaled(out, Math.sqrt(this.values[k]!) * xi[k]!, q);
    });
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
    return logPseudoDeterminant(this.values, this.rank);
  }

  /** The eigenvalues of ∇²L that are not 0. */
  eigen(): { readonly values: Float64Array } {
    return this;
  }

  /** out[D] = q_k */
  eigenvector(k: number, out: Float64Array): void {
    out.set(this.vectors[k]!);
  }
}

function ofMatrix(hessian: SecondDerivatives["hessian"], D: number, rank: number) {
  const H = new Float64Array(D ** 2);
  return (x: Float64Array) => {
    hessian(x, H);
    const { values, vectors } = symmetricEigen(H, D);
    return {
      values: values.slice(0, rank),
      vectors: Array.from({ length: rank }, (_, k) => Float64Array.from({ length: D }, (__, a) => vectors[a * D + k]!)),
    };
  };
}

export type ThirdAlong = LossKernels["thirdAlong"];
