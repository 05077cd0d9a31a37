import type { Process } from "../processes/process.js";
import { sqrtLossGd } from "../processes/sqrt-loss-gd.js";
import { limitingDynamics, ON_A_MANIFOLD, SIMPLE_TOP } from "./dynamics.js";
import { flowOf } from "./limit-process.js";
import { NO_OPTIONS } from "./options.js";
import { lambda1, topEigenvalue } from "./top-eigenvalue.js";

/**
 * On √L, a cone along v₁ of slope √(λ₁/2), steps have length η√(λ₁/2): normalized gradient descent with η² λ₁/2 for η²,
 * hence −⅛ P∇λ₁.
 */
export const sqrtLoss = limitingDynamics<unknown, typeof NO_OPTIONS>({
  name: "sqrtLoss",
  title: "Gradient descent on √L",
  update: "x ← x − η∇√L",
  equation: "Y' = −⅛ P∇λ₁(∇²L)",
  timeScale: "t = Σ η²",
  source: "Arora, Li, Panigrahi, ICML 2022 (arXiv 2205.09745)",
  assumptions: [...ON_A_MANIFOLD, SIMPLE_TOP, "L = 0 on Γ", "small perturbations keep x − Φ(x) aligned with v₁"],
  potential: { formula: "⅛ λ₁(∇²L)", value: (model, x, rank) => lambda1(model, x, rank) / 8 },
  coefficients: (model, x, rank) => ({ drift: topEigenvalue(model, x, rank).gradient(-1 / 8) }),
  options: NO_OPTIONS,
  algorithm: (model, { learningRate }) => sqrtLossGd(model, { learningRate }),
  limit: (model, options): Process => flowOf(sqrtLoss, model, {}, options),
});
