import { isotropicCovariance, normalSpace } from "../normal-space/index.js";
import { logPseudoDeterminant } from "../spectral/coefficients.js";
import { declared } from "./declared.js";
import { sgd } from "../processes/sgd.js";
import { limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { LAW, SCALE } from "./noise-options.js";

const OPTIONS = { scale: SCALE, law: LAW, integrator: INTEGRATOR };

/**
 * Σ = I: Brownian motion on Γ (its generator is half the Laplace–Beltrami operator) that descends ¼ ln|∇²L|₊. The factor
 * is 1/4, not 1/2: it alone agrees with the Gibbs density |∇²L|₊^{−1/2} that small steps have in the long run.
 */
export const isotropic = limitingDynamics<unknown, typeof OPTIONS>({
  name: "isotropic",
  title: "SGD with isotropic noise",
  update: "x ← x − η∇L + η ξ, Cov ξ = I",
  equation: "dY = P dW − ½ H⁺T[P] dt − ¼ P∇ln|H|₊ dt",
  timeScale: "t = Σ η²",
  source: "Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914), with the constant of its general theorem",
  assumptions: [...ON_A_MANIFOLD, "the noise is independent of x, with mean zero and covariance I"],
  potential: {
    formula: "¼ ln|∇²L|₊",
    value: (model, x, rank) => logPseudoDeterminant(normalSpace(model, x, rank).eigenvalues, rank) / 4,
  },
  coefficients: (model, x, rank) => declared.coefficients(model, x, rank, { Sigma: isotropicCovariance }),
  options: OPTIONS,
  algorithm: (model, { integrator: _, ...options }) => sgd(model, { noise: "isotropic", ...options }),
  limit: (model, options) => limitOfSgd(model, "isotropic", options),
});
