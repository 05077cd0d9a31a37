import { normalSpace } from "../normal-space/index.js";
import { singleSampleSam } from "../processes/sam.js";
import { limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { traceFlow } from "./limit-process.js";
import { RADIUS_OPTIONS, radiusOf } from "./radius.js";
import { traceOf } from "./trace.js";

/** A single sample has a Hessian of rank one, λ₁ = its trace: the mean over samples is tr ∇²L. */
export const samSingle = limitingDynamics<unknown, typeof RADIUS_OPTIONS>({
  name: "samSingle",
  title: "Sharpness-aware minimization, one sample at a time",
  update: "x ← x − η∇L_i(x + ρ∇L_i/|∇L_i|), i uniform",
  equation: "Y' = −½ P∇tr ∇²L",
  timeScale: "t = Σ ηρ²",
  source: "Wen, Ma, Li, ICLR 2023 (arXiv 2211.05729), Theorem 5.4",
  assumptions: [
    ...ON_A_MANIFOLD,
    "every sample is fitted on Γ, and ∇²L_i has rank one there",
    "the error is of order √η + ρ up to logarithms",
  ],
  needs: "samples",
  potential: {
    formula: "½ tr ∇²L",
    value: (model, x, rank) => traceOf(normalSpace(model, x, rank), rank) / 2,
  },
  coefficients: (model, x, rank) => ({ drift: normalSpace(model, x, rank).alongTrace(-1 / 2) }),
  options: RADIUS_OPTIONS,
  algorithm: (model, { learningRate, radius, seed }) =>
    singleSampleSam(model, { learningRate, radius: radiusOf(learningRate, radius), seed }),
  // The limit of label noise with c = 1 is −¼ P∇tr ∇²L.
  limit: (model, options) => traceFlow(model, 2, options),
});
