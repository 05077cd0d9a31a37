import { SimulationError } from "../errors.js";
import { multiply, multiplyVector, symmetricEigen, transpose } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import type { NormalModes } from "../normal-space/modes.js";
import { type ResidualDerivatives, dualRows, eigenvectorsOfRows } from "./residual-frame.js";

/** What the eigenvector route asks of a model: second and third derivatives. */
export interface CurvatureModel extends Pick<Model, "dimension" | "hessian" | "thirdContraction"> {
  /** Bound on |λ_{M+1}| / λ_M, default 1e-6; Infinity evaluates the formulas off Γ too, with the M largest eigenvalues. */
  readonly largestTangent?: number;
  /** The residuals at a point of Γ, where L is ½ the sum of squares of just M of them: asked for when H is ill-conditioned. */
  residualDerivatives?(): ResidualDerivatives | undefined;
  /**
   * The normal space at x[D] without any D × D array, of a model that has it so; in the coordinates z of x = diag(root) z
   * where root[D] is given.
   *
   * @throws SimulationError E_RANK_CHANGE
   */
  normalModes?(x: Float64Array, root?: Float64Array): NormalModes;
  /** out[D] = diag ∇²L(x) for x on Γ, likewise. */
  hessianDiagonal?(x: Float64Array, out: Float64Array): void;
}

/** λ_M / λ₁ below this: eigenvectors of H itself are good to fewer than twelve digits. */
const ILL_CONDITIONED = 1e-4;

/** λ_M / λ₁ below this: too close to a change of rank to invert H on the normal space. */
const LEAST_NORMAL = 1e-10;
/** |λ_{M+1}| / λ_M above this: the tangent space is not flat, x is off Γ or the rank is higher. */
const LARGEST_TANGENT = 1e-6;

/**
 * ∇²L = Q diag(λ) Qᵀ at a point x of Γ: eigenvectors 0 … M − 1 span the normal space, the others the tangent space.
 * Costs one eigendecomposition; every product with it is O(D³), and results are new arrays.
 *
 * @throws SimulationError E_RANK_CHANGE (from the constructor) when ∇²L(x) has not, clearly, rank M = `rank`
 */
export class EigenFrame {
  readonly dimension: number;
  /** M */
  readonly rank: number;
  /** H[D·D] = ∇²L(x) */
  readonly hessian: Float64Array;
  /** All D eigenvalues of H, descending. */
  readonly eigenvalues: Float64Array;
  /** P[D·D], the orthogonal projector on the tangent space ker H. */
  readonly P: Float64Array;
  readonly #isOff: boolean;
  readonly #vectors: Float64Array;
  readonly #transposed: Float64Array;
  readonly #model: CurvatureModel;
  readonly #x: Float64Array;
  readonly #residuals: ResidualDerivatives | undefined;

  constructor(model: CurvatureModel, x: Float64Array, rank: number) {
    const D = model.dimension;
    this.dimension = D;
    this.rank = rank;
    this.hessian = new Float64Array(D * D);
    model.hessian(x, this.hessian);
    const ofHessian = symmetricEigen(this.hessian, D);
    const isIll = !(ofHessian.values[rank - 1]! > ILL_CONDITIONED * ofHessian.values[0]!);
    const residuals = isIll ? model.residualDerivatives?.() : undefined;
    this.#residuals = residuals?.gradients.length === rank ? residuals : undefined;
    const { values, vectors } = this.#residuals ? eigenvectorsOfRows(this.#residuals.gradients, D) : ofHessian;
    if (!this.#residuals) checkRank(values, rank, model.largestTangent ?? LARGEST_TANGENT);
    this.eigenvalues = values;
    this.#isOff = model.largestTangent === Infinity;
    this.#vectors = vectors;
    this.#transposed = transpose(vectors, D);
    this.#model = model;
    this.#x = x;
    this.P = this.assemble((i, j) => (i === j && !this.isNormal(i) ? 1 : 0));
  }

  isNormal(i: number): boolean {
    return i < this.rank;
  }

  /** QᵀHQ without the rounding of products. On Γ the tangent directions have no curvature, whatever rounding says. */
  curvatures(): Float64Array {
    const D = this.dimension;
    const W = new Float64Array(D * D);
    this.eigenvalues.forEach((value, i) => (W[i * (D + 1)] = this.isNormal(i) || this.#isOff ? value : 0));
    return W;
  }

  /** W[D·D] = QᵀSQ: the entries v_iᵀ S v_j. */
  coordinates(S: Float64Array): Float64Array {
    return multiply(multiply(this.#transposed, S, this.dimension), this.#vectors, this.dimension);
  }

  /** Σ_ij entry(i, j) v_i v_jᵀ, made symmetric: T sees the symmetric part only. */
  assemble(entry: (i: number, j: number) => number): Float64Array {
    const D = this.dimension;
    const block = new Float64Array(D * D);
    for (let i = 0; i < D; i++) for (let j = 0; j < D; j++) block[i * D + j] = (entry(i, j) + entry(j, i)) / 2;
    return multiply(multiply(this.#vectors, block, D), this.#transposed, D);
  }

  /** H⁺[D·D], the Moore–Penrose inverse. */
  pseudoInverse(): Float64Array {
    return this.assemble((i, j) => (i === j && this.isNormal(i) ? 1 / this.eigenvalues[i]! : 0));
  }

  /** factor·P T[S], S = Σ_ij entry(i, j) v_i v_jᵀ made symmetric, T = ∇³L(x): the gradient along Γ of ⟨∇²L, S⟩, S fixed. */
  tangentThird(factor: number, entry: (i: number, j: number) => number): Float64Array {
    const residuals = this.#residuals;
    if (!residuals) return this.#third(factor, this.P, this.assemble(entry));
    const { dimension: D, eigenvalues: lambda } = this;
    const sum = new Float64Array(D);
    dualRows(residuals.gradients).forEach((u, i) => {
      // S F_i = S H u_i in the frame.
      const coordinates = this.#inFrame(u);
      const image = Float64Array.from(lambda, (_, a) =>
        lambda.reduce((z, value, b) => z + ((entry(a, b) + entry(b, a)) / 2) * value * coordinates[b]!, 0),
      );
      residuals.hessianTimes(i, this.#fromFrame(image)).forEach((value, a) => (sum[a]! += value));
    });
    return this.#times(2 * factor, this.P, sum);
  }

  /** factor·H⁺T[S], S likewise but tangent: entry(i, j) = 0 where i or j is normal. */
  normalThird(factor: number, entry: (i: number, j: number) => number): Float64Array {
    const S = this.assemble(entry);
    const residuals = this.#residuals;
    if (!residuals) return this.#third(factor, this.pseudoInverse(), S);
    const D = this.dimension;
    const sum = new Float64Array(D);
    dualRows(residuals.gradients).forEach((u, i) => {
      let trace = 0;
      for (let b = 0; b < D; b++) trace += residuals.hessianTimes(i, S.slice(b * D, b * D + D))[b]!;
      u.forEach((value, a) => (sum[a]! += factor * trace * value));
    });
    return sum;
  }

  #third(factor: number, A: Float64Array, S: Float64Array): Float64Array {
    const contracted = new Float64Array(this.dimension);
    this.#model.thirdContraction(this.#x, S, contracted);
    return this.#times(factor, A, contracted);
  }

  #times(factor: number, A: Float64Array, v: Float64Array): Float64Array {
    const product = new Float64Array(this.dimension);
    multiplyVector(A, v, this.dimension, product);
    return product.map((value) => factor * value);
  }

  /** Qᵀv */
  #inFrame(v: Float64Array): Float64Array {
    const out = new Float64Array(this.dimension);
    multiplyVector(this.#transposed, v, this.dimension, out);
    return out;
  }

  /** Qz */
  #fromFrame(z: Float64Array): Float64Array {
    const out = new Float64Array(this.dimension);
    multiplyVector(this.#vectors, z, this.dimension, out);
    return out;
  }
}

function checkRank(lambda: Float64Array, rank: number, largestTangent: number): void {
  const first = lambda[0]!;
  const last = lambda[rank - 1];
  if (last === undefined) throw new RangeError(`rank must be from 1 to ${lambda.length}, not ${rank}`);
  // Off Γ the largest may be negative, and what is positive no more than its rounding.
  const lowest = lambda.at(-1)!;
  if (!(last > LEAST_NORMAL * Math.max(first, -lowest)))
    throw new SimulationError(
      "E_RANK_CHANGE",
      `∇²L has rank below ${rank}: λ_${rank} = ${last} against ${first < -lowest ? `λ_${lambda.length} = ${lowest}` : `λ_1 = ${first}`}`,
      { rank, lambda1: first, lambdaM: last },
    );
  const tangent = lambda.subarray(rank).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (tangent > largestTangent * last)
    throw new SimulationError(
      "E_RANK_CHANGE",
      `∇²L has rank above ${rank}, or the point is off Γ: a tangent eigenvalue of size ${tangent} against λ_${rank} = ${last}`,
      { rank, lambdaM: last, tangent },
    );
}
