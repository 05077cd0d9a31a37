/**
 * The terms of ½∂²Φ[Σ] on Γ for L = ½ Σ ρ_i², J = dρ, R_i = ∇²ρ_i, G = JJᵀ (a weight w_i is inside ρ_i). T is
 * Σ_i (J_i ⊗ R_i and its two permutations), and P J_i = 0, so that
 *
 *     compensation = −½ J⁺ρ'                ρ'_i = tr(R_i Σ∥)
 *     mixed        = −P Σ_i R_i B_i         B_i = PΣJ⁺e_i
 *     normal       = −P Σ_i R_i B_i         B_i = Lyap⁻¹(Σ⊥) Jᵀe_i
 *
 * Nothing is D × D. Source of the four-term formula: Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914).
 */
import type { DriftTermKernels, NoiseKernel } from "../sized/index.js";
import type { NormalFrame } from "./normal-frame.js";
import type { ResidualRows } from "./weighted-residuals.js";

const zero = (out: Float64Array): void => {
  out.fill(0);
};

/** out ← factor·out */
function scale(factor: number, out: Float64Array): void {
  for (let a = 0; a < out.length; a++) out[a]! *= factor;
}

/** Rows of M × D numbers, made when first needed and shared by the noises of a model. */
export type SharedRows = () => ResidualRows;

/** out = factor·P Σ_i R_i B_i */
function contractTangent(frame: NormalFrame, factor: number, B: ResidualRows, out: Float64Array): void {
  frame.residuals.curvatureContraction(frame.x, B, out);
  scale(factor, out);
  frame.project(out);
}

/** Σ = I: Lyap⁻¹(P⊥) = H⁺/2, and H⁺Jᵀe_i = J⁺e_i; tr(R_i P) = tr R_i − Σ_k v_kᵀR_i v_k over a basis of the normal space. */
export function isotropicTerms(frame: NormalFrame, sharedRows: SharedRows): DriftTermKernels {
  const { residuals, rank } = frame;
  const [traces, values] = [new Float64Array(residuals.count), new Float64Array(residuals.count)];
  const v = new Float64Array(frame.dimension);
  return {
    compensation(out) {
      residuals.curvatureTraces(frame.x, traces);
      for (let k = 0; k < rank; k++) {
        frame.basisVector(k, v);
        residuals.curvatureQuadratic(frame.x, v, values);
        for (let i = 0; i < traces.length; i++) traces[i]! -= values[i]!;
      }
      scale(-0.5, traces);
      frame.liftInverse(traces, out);
    },
    mixed: zero,
    normal(out) {
      const B = sharedRows();
      B.rows.forEach((row, i) => {
        values.fill(0);
        values[i] = 1;
        frame.liftInverse(values, row);
      });
      contractTangent(frame, -0.5, B, out);
    },
  };
}

/** Σ = ∇²L: −¼ P∇tr ∇²L. */
export function labelNoiseTerms(
  frame: NormalFrame,
  hessianTraceGradient: (x: Float64Array, out: Float64Array) => void,
): DriftTermKernels {
  return {
    compensation: zero,
    mixed: zero,
    normal(out) {
      hessianTraceGradient(frame.x, out);
      scale(-0.25, out);
      frame.project(out);
    },
  };
}

/**
 * K[M·M] with Lyap⁻¹(Σ⊥)Jᵀ = JᵀK for Σ = σσᵀ: with G = U diag(μ) Uᵀ and s = Jσ, whose columns are `images`,
 * K = U [(Uᵀs sᵀU)_kl / (μ_k(μ_k + μ_l))] Uᵀ: the one term that needs eigenvectors.
 */
function kernelOfImages(frame: NormalFrame, images: readonly Float64Array[]): Float64Array {
  const M = frame.residuals.count;
  const { rank } = frame;
  const { values: mu, vectors: U } = frame.eigen();
  const turned = images.map((s) =>
    Float64Array.from({ length: rank }, (_, k) => s.reduce((sum, value, i) => sum + U[i * M + k]! * value, 0)),
  );
  const core = new Float64Array(rank * rank);
  for (let k = 0; k < rank; k++)
    for (let l = 0; l < rank; l++) {
      const S = turned.reduce((sum, t) => sum + t[k]! * t[l]!, 0);
      core[k * rank + l] = S / (mu[k]! * (mu[k]! + mu[l]!));
    }
  // By two products: U core, and that times Uᵀ.
  const half = new Float64Array(M * rank);
  for (let i = 0; i < M; i++)
    for (let k = 0; k < rank; k++)
      for (let l = 0; l < rank; l++) half[i * rank + l]! += U[i * M + k]! * core[k * rank + l]!;
  const K = new Float64Array(M * M);
  for (let i = 0; i < M; i++)
    for (let j = 0; j < M; j++) for (let l = 0; l < rank; l++) K[j * M + i]! += half[j * rank + l]! * U[i * M + l]!;
  return K;
}

/** Σ = σσᵀ of q channels. */
export function declaredTerms(frame: NormalFrame, noise: NoiseKernel, sharedRows: SharedRows): DriftTermKernels {
  const { residuals, dimension: D } = frame;
  const M = residuals.count;
  const q = noise.channels;
  const xi = new Float64Array(q);
  const tangents = Array.from({ length: q }, () => new Float64Array(D));
  /** s_k = Jσ_k, and a_k = G⁺s_k, so that J⁺ᵀσ_k = a_k. */
  const images = Array.from({ length: q }, () => new Float64Array(M));
  const coefficients = Array.from({ length: q }, () => new Float64Array(M));
  const values = new Float64Array(M);
  const traces = new Float64Array(M);
  const ambient = new Float64Array(D);
  let moves = -1;
  /** Once for each point. */
  const columns = (): void => {
    if (moves === frame.moves) return;
    moves = frame.moves;
    tangents.forEach((column, k) => {
      xi[k] = 1;
      noise.apply(frame.x, xi, column);
      xi[k] = 0;
      residuals.jacobianVector(frame.x, column, images[k]!);
      coefficients[k]!.set(images[k]!);
      frame.liftInverse(coefficients[k]!, ambient);
      for (let a = 0; a < D; a++) column[a]! -= ambient[a]!;
    });
  };
  return {
    compensation(out) {
      columns();
      traces.fill(0);
      for (const tangent of tangents) {
        residuals.curvatureQuadratic(frame.x, tangent, values);
        for (let i = 0; i < M; i++) traces[i]! -= values[i]! / 2;
      }
      frame.liftInverse(traces, out);
    },
    mixed(out) {
      columns();
      const B = sharedRows();
      B.rows.forEach((row, i) => {
        row.fill(0);
        tangents.forEach((tangent, k) => {
          const a = coefficients[k]![i]!;
          for (let b = 0; b < D; b++) row[b]! += a * tangent[b]!;
        });
      });
      contractTangent(frame, -1, B, out);
    },
    normal(out) {
      columns();
      const K = kernelOfImages(frame, images);
      const B = sharedRows();
      B.rows.forEach((row, i) => {
        for (let j = 0; j < M; j++) values[j] = K[j * M + i]!;
        residuals.jacobianTransposed(frame.x, values, row);
      });
      contractTangent(frame, -1, B, out);
    },
  };
}
