import { multiply } from "../linear-algebra/index.js";
import { EigenFrame } from "../eigen-frame.js";
import { driftTerms, sumOfTerms } from "../spectral.js";
import { covarianceAt, type CovarianceOptions } from "./covariance.js";
import { CENTRED_NOISE, type LimitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";

/** Any Σ(x), also of deficient rank: all four terms. */
export const declared: LimitingDynamics<CovarianceOptions> = {
  name: "declared",
  title: "SGD with any noise",
  algorithm: "x ← x − η∇L + η σ(x) ξ, Cov ξ = I, Σ = σσᵀ",
  equation: "dX = PσdW + ½ ∂²Φ[Σ] dt = PσdW − ½ H⁺T[Σ∥] dt − P T[H⁺Σ⊥∥] dt − ½ P T[Lyap⁻¹Σ⊥] dt",
  timeScale: "t = Σ η²",
  source: "Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914)",
  assumptions: [...ON_A_MANIFOLD, CENTRED_NOISE],
  coefficients(model, x, rank, { Sigma }) {
    const frame = new EigenFrame(model, x, rank);
    const covariance = covarianceAt(Sigma, model, x);
    const diffusion = multiply(multiply(frame.P, covariance, model.dimension), frame.P, model.dimension);
    return { drift: sumOfTerms(driftTerms(frame, covariance)), diffusion };
  },
};
