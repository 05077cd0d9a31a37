import type { Process } from "../processes/process.js";
import { normalizedGd as normalizedGdProcess } from "../processes/normalized-gd.js";
import { limitingDynamics, ON_A_MANIFOLD, SIMPLE_TOP } from "./dynamics.js";
import { flowOf } from "./limit-process.js";
import { NO_OPTIONS } from "./options.js";
import { lambda1, topEigenvalue } from "./top-eigenvalue.js";

/**
 * Steps of fixed length η bounce between the walls of the steepest direction, x̃ = ±(η/2) v₁. The curvature there pushes
 * along Γ by −½ (η/2)² P∇λ₁ per unit of flow, and one step is η/|∇L| = η/(λ₁η/2) units: −¼ η² P∇λ₁/λ₁ per step.
 */
export const normalizedGd = limitingDynamics<unknown, typeof NO_OPTIONS>({
  name: "normalizedGd",
  title: "Normalized gradient descent",
  update: "x ← x − η∇L/|∇L|",
  equation: "Y' = −¼ P∇ln λ₁(∇²L)",
  timeScale: "t = Σ η²",
  source: "Arora, Li, Panigrahi, ICML 2022 (arXiv 2205.09745)",
  assumptions: [...ON_A_MANIFOLD, SIMPLE_TOP, "a generic or slightly perturbed start, so that x − Φ(x) aligns with v₁"],
  potential: { formula: "¼ ln λ₁(∇²L)", value: (model, x, rank) => Math.log(lambda1(model, x, rank)) / 4 },
  coefficients(model, x, rank) {
    const top = topEigenvalue(model, x, rank);
    return { drift: top.gradient(-1 / (4 * top.lambda1)) };
  },
  options: NO_OPTIONS,
  algorithm: (model, { learningRate }) => normalizedGdProcess(model, { learningRate }),
  limit: (model, options): Process => flowOf(normalizedGd, model, {}, options),
});
