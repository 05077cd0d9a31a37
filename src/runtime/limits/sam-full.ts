import type { Process } from "../processes/process.js";
import { sam } from "../processes/sam.js";
import { limitingDynamics, ON_A_MANIFOLD, SIMPLE_TOP } from "./dynamics.js";
import { flowOf } from "./limit-process.js";
import { RADIUS_OPTIONS, radiusOf } from "./radius.js";
import { lambda1, topEigenvalue } from "./top-eigenvalue.js";

/** The ascent step ends at x + ρv₁, where the gradient has the extra part ½ρ² T[v₁v₁ᵀ]. */
export const samFull = limitingDynamics<unknown, typeof RADIUS_OPTIONS>({
  name: "samFull",
  title: "Sharpness-aware minimization, full batch",
  update: "x ← x − η∇L(x + ρ∇L/|∇L|)",
  equation: "Y' = −½ P∇λ₁(∇²L)",
  timeScale: "t = Σ ηρ²",
  source: "Wen, Ma, Li, ICLR 2023 (arXiv 2211.05729), Theorem 4.5",
  assumptions: [...ON_A_MANIFOLD, SIMPLE_TOP, "η ln(1/ρ) and ρ/η are small: the error is of order η ln(1/ρ)"],
  potential: { formula: "½ λ₁(∇²L)", value: (model, x, rank) => lambda1(model, x, rank) / 2 },
  coefficients: (model, x, rank) => ({ drift: topEigenvalue(model, x, rank).gradient(-1 / 2) }),
  options: RADIUS_OPTIONS,
  algorithm: (model, { learningRate, radius }) => sam(model, { learningRate, radius: radiusOf(learningRate, radius) }),
  limit: (model, options): Process => flowOf(samFull, model, {}, options),
});
