import { EigenFrame } from "../eigen-frame.js";
import { type LimitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { identity, trace } from "./matrices.js";

/** A single sample has a Hessian of rank one, λ₁ = its trace: the mean over samples is tr ∇²L. */
export const samSingle: LimitingDynamics<unknown> = {
  name: "samSingle",
  title: "Sharpness-aware minimization, one sample at a time",
  algorithm: "x ← x − η∇L_i(x + ρ∇L_i/|∇L_i|), i uniform",
  equation: "X' = −½ P∇tr ∇²L",
  timeScale: "t = Σ ηρ²",
  source: "Wen, Ma, Li, ICLR 2023 (arXiv 2211.05729), Theorem 5.4",
  assumptions: [
    ...ON_A_MANIFOLD,
    "every sample is fitted on Γ, and ∇²L_i has rank one there",
    "the error is of order √η + ρ up to logarithms",
  ],
  potential: {
    formula: "½ tr ∇²L",
    value: (model, x, rank) => trace(new EigenFrame(model, x, rank).hessian, model.dimension) / 2,
  },
  coefficients(model, x, rank) {
    const frame = new EigenFrame(model, x, rank);
    return { drift: frame.third(-1 / 2, frame.P, identity(model.dimension)) };
  },
};
