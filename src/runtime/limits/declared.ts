import { type CovarianceOptions, normalSpace } from "../normal-space/index.js";
import { sumOfTerms } from "../spectral/coefficients.js";
import { sgd } from "../processes/sgd.js";
import { CENTRED_NOISE, limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { LAW, SCALE } from "./noise-options.js";

const OPTIONS = { scale: SCALE, law: LAW, integrator: INTEGRATOR };

/** Any Σ(x), also of deficient rank: all four terms. */
export const declared = limitingDynamics<CovarianceOptions, typeof OPTIONS>({
  name: "declared",
  title: "SGD with any noise",
  update: "x ← x − η∇L + η σ(x) ξ, Cov ξ = I, Σ = σσᵀ",
  equation: "dY = PσdW + ½ ∂²Φ[Σ] dt = PσdW − ½ H⁺T[Σ∥] dt − P T[H⁺Σ⊥∥] dt − ½ P T[Lyap⁻¹Σ⊥] dt",
  timeScale: "t = Σ η²",
  source: "Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914)",
  assumptions: [...ON_A_MANIFOLD, CENTRED_NOISE],
  needs: "declared",
  coefficients(model, x, rank, { Sigma }) {
    const space = normalSpace(model, x, rank);
    return { drift: sumOfTerms(space.terms(Sigma)), ...space.tangentNoise(Sigma) };
  },
  options: OPTIONS,
  algorithm: (model, { integrator: _, ...options }) => sgd(model, { noise: "declared", ...options }),
  limit: (model, options) => limitOfSgd(model, "declared", options),
});
