import { checkPositive } from "../check.js";
import { normalSpace } from "../normal-space/index.js";
import { checkAbove } from "./assumptions.js";
import { sgd } from "../processes/sgd.js";
import { limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { choice, number } from "./options.js";
import { traceOf } from "./trace.js";

export interface LabelNoiseOptions {
  /** c in Σ = c∇²L on Γ, default 1: δ² for L = (1/2n) Σ r² and labels perturbed by ±δ, divided by the batch size. */
  readonly c?: number;
}

const OPTIONS = {
  c: number("c in Σ = c∇²L on Γ", 1),
  law: choice("of the labels' noise: ±δ, or normal", ["rademacher", "gaussian"], "rademacher"),
  integrator: INTEGRATOR,
};

/** Σ = c∇²L on Γ: nothing moves along Γ at random, and only the normal term is left. */
export const labelNoise = limitingDynamics<LabelNoiseOptions, typeof OPTIONS>({
  name: "labelNoise",
  title: "Label-noise SGD",
  update: "x ← x − η∇L with fresh noise ±δ on the labels",
  equation: "Y' = −(c/4) P∇tr ∇²L",
  timeScale: "t = Σ η²",
  source: "Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914); Blanc et al. 2020; Damian, Ma, Lee 2021",
  assumptions: [
    ...ON_A_MANIFOLD,
    "label noise is fresh at every step, has mean zero and is independent between samples",
  ],
  potential: {
    formula: "(c/4) tr ∇²L",
    value: (model, x, rank, { c = 1 }) => (c / 4) * traceOf(normalSpace(model, x, rank), rank),
  },
  coefficients(model, x, rank, { c = 1 }) {
    checkAbove("c", c, 0);
    return { drift: normalSpace(model, x, rank).alongTrace(-c / 4) };
  },
  options: OPTIONS,
  algorithm(model, { c, integrator: _, ...options }) {
    checkPositive("c", c);
    return sgd(model, { noise: "labelNoise", scale: Math.sqrt(c), ...options });
  },
  limit(model, { c, ...options }) {
    checkPositive("c", c);
    return limitOfSgd(model, "labelNoise", { scale: Math.sqrt(c), ...options });
  },
});
