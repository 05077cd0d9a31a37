/**
 * The terms of ½∂²Φ[Σ] on Γ for any loss, from eigenvectors q_k of ∇²L and T[v, v] alone: every S that T meets is a sum
 * of squares of vectors.
 *
 *     compensation = −½ H⁺T[Σ∥]      Σ∥ = Σ_c τ_c τ_cᵀ,          τ_c = Pσ_c
 *     mixed        = −P T[H⁺Σ⊥∥]     T[H⁺σ_c, τ_c] by polarization
 *     normal       = −½ P T[X]       X = Σ_kl q_k q_lᵀ (q_kᵀΣq_l)/(λ_k + λ_l), by its eigenvectors
 *
 * Source of the four-term formula: Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914).
 */
import { dot } from "../linear-algebra/index.js";
import { addMixedThird, addThird, type NormalModes, normalTerm } from "../normal-space/index.js";
import type { DriftTermKernels, NoiseKernel } from "../sized/index.js";
import type { NormalEigenvectors, ThirdAlong } from "./normal-eigenvectors.js";

/** The modes at the point where the frame is. */
const modesOf = (frame: NormalEigenvectors, thirdAlong: ThirdAlong): NormalModes => ({
  dimension: frame.dimension,
  get x() {
    return frame.x;
  },
  get values() {
    return frame.values;
  },
  vector: (k) => frame.vectors[k]!,
  third(v, out) {
    thirdAlong(frame.x, v, out);
  },
});

const zero = (out: Float64Array): void => {
  out.fill(0);
};

/** Σ = I: T[P] = T[I] − Σ_k T[q_k, q_k], and Lyap⁻¹(P⊥) = H⁺/2 = Σ_k q_k q_kᵀ / 2λ_k. */
export function isotropicTerms(
  frame: NormalEigenvectors,
  thirdAlong: ThirdAlong,
  laplacianGradient: (x: Float64Array, out: Float64Array) => void,
): DriftTermKernels {
  const modes = modesOf(frame, thirdAlong);
  const T = new Float64Array(frame.dimension);
  return {
    compensation(out) {
      laplacianGradient(frame.x, T);
      for (const q of frame.vectors) addThird(modes, -1, q, T);
      frame.pseudoInverse(T, out);
      for (let a = 0; a < out.length; a++) out[a]! *= -0.5;
    },
    mixed: zero,
    normal(out) {
      out.fill(0);
      frame.vectors.forEach((q, k) => {
        addThird(modes, -0.25 / frame.values[k]!, q, out);
      });
      frame.project(out);
    },
  };
}

/** Σ = ∇²L: −¼ P T[I]. */
export function labelNoiseTerms(
  frame: NormalEigenvectors,
  laplacianGradient: (x: Float64Array, out: Float64Array) => void,
): DriftTermKernels {
  return {
    compensation: zero,
    mixed: zero,
    normal(out) {
      laplacianGradient(frame.x, out);
      for (let a = 0; a < out.length; a++) out[a]! *= -0.25;
      frame.project(out);
    },
  };
}

/** Σ = σσᵀ of q channels. */
export function declaredTerms(frame: NormalEigenvectors, noise: NoiseKernel, thirdAlong: ThirdAlong): DriftTermKernels {
  const { dimension: D, rank: M } = frame;
  const modes = modesOf(frame, thirdAlong);
  const vectors = (): Float64Array[] => Array.from({ length: noise.channels }, () => new Float64Array(D));
  const [columns, tangents, lifted] = [vectors(), vectors(), vectors()];
  const xi = new Float64Array(noise.channels);
  const T = new Float64Array(D);
  let moves = -1;
  /** σ_c, Pσ_c and H⁺σ_c, once for each point. */
  const prepare = (): void => {
    if (moves === frame.moves) return;
    moves = frame.moves;
    columns.forEach((column, c) => {
      xi[c] = 1;
      noise.apply(frame.x, xi, column);
      xi[c] = 0;
      tangents[c]!.set(column);
      frame.project(tangents[c]!);
      frame.pseudoInverse(column, lifted[c]!);
    });
  };
  return {
    compensation(out) {
      prepare();
      T.fill(0);
      for (const tangent of tangents) addThird(modes, -0.5, tangent, T);
      frame.pseudoInverse(T, out);
    },
    mixed(out) {
      prepare();
      out.fill(0);
      tangents.forEach((tangent, c) => {
        addMixedThird(modes, -1, lifted[c]!, tangent, out);
      });
      frame.project(out);
    },
    normal(out) {
      prepare();
      const turned = columns.map((column) => frame.vectors.map((q) => dot(q, column)));
      const W = new Float64Array(M * M);
      for (let k = 0; k < M; k++)
        for (let l = 0; l < M; l++) W[k * M + l] = turned.reduce((sum, t) => sum + t[k]! * t[l]!, 0);
      out.set(normalTerm(modes, W));
    },
  };
}
