/**
 * What a generated module gives of its loss, as functions of x[D]: loops over the data, for the sizes at creation.
 * Results go to the last argument; nothing is allocated.
 */
export interface LossKernels {
  readonly loss: (x: Float64Array) => number;
  /** out[D] = ∇L(x) */
  readonly gradient: (x: Float64Array, out: Float64Array) => void;
  /** out[D] = ∇²L(x) v */
  readonly hessianVector: (x: Float64Array, v: Float64Array, out: Float64Array) => void;
  /** out[D] = T[v, v], the second derivative of ∇L along v */
  readonly thirdAlong: (x: Float64Array, v: Float64Array, out: Float64Array) => void;
}

/** A weighted least-squares loss L = constant + Σ_i (w_i/2) r_i²: i < N residuals, J = dr, R_i = ∇²r_i. */
export interface ResidualKernels extends LossKernels {
  /** out[N] = r(x) */
  readonly residuals: (x: Float64Array, out: Float64Array) => void;
  /** out[N] = w */
  readonly weights: (x: Float64Array, out: Float64Array) => void;
  /** out[N] = J v */
  readonly jacobianVector: (x: Float64Array, v: Float64Array, out: Float64Array) => void;
  /** out[D] = Jᵀc, c[N] */
  readonly jacobianTransposed: (x: Float64Array, c: Float64Array, out: Float64Array) => void;
  /** out[N·N] = J Jᵀ on and below the diagonal; what stands above it means nothing */
  readonly gram: (x: Float64Array, out: Float64Array) => void;
  /** Σ_i w_i |∇r_i|², which is tr ∇²L on Γ */
  readonly hessianTrace: (x: Float64Array) => number;
  /** out[D] = the ambient gradient of `hessianTrace` */
  readonly hessianTraceGradient: (x: Float64Array, out: Float64Array) => void;
  /** out[D] = Σ_i R_i B_i for the rows of B[N·D] */
  readonly curvatureContraction: (x: Float64Array, B: Float64Array, out: Float64Array) => void;
  /** out[N] = pᵀ R_i p */
  readonly curvatureQuadratic: (x: Float64Array, p: Float64Array, out: Float64Array) => void;
  /** out[N] = tr R_i */
  readonly curvatureTraces: (x: Float64Array, out: Float64Array) => void;
}

/** σ(x)ξ of the noise that a loss file declares. */
export interface NoiseKernel {
  /** q, the length of ξ */
  readonly channels: number;
  /** out[D] = σ(x) ξ */
  readonly apply: (x: Float64Array, xi: Float64Array, out: Float64Array) => void;
}

/** Each writes a term of ½∂²Φ[Σ] to out[D], at the point where the frame of the model is. */
export interface DriftTermKernels {
  compensation(out: Float64Array): void;
  mixed(out: Float64Array): void;
  normal(out: Float64Array): void;
}
