import { limitingFlow } from "../processes/limiting-flow.js";
import { clock, schedule } from "../processes/schedule.js";
import { explainInstability } from "../processes/stochastic-gradient.js";
import { dynamics } from "./dynamics.js";
import { NO_OPTIONS } from "./options.js";

/** The fast phase: gradient descent without noise, which ends on Γ at Φ(x₀). */
export const gradientFlow = dynamics({
  name: "gradientFlow",
  title: "Gradient descent",
  update: "x ← x − η∇L",
  equation: "x' = −∇L, which ends at Φ(x₀) on Γ",
  timeScale: "s = Σ η, the fast time",
  source: "Euler's method",
  assumptions: ["L is smooth", "η λ₁(∇²L) < 2 on the path"],
  options: NO_OPTIONS,
  algorithm(model, { learningRate }) {
    const rate = schedule("learningRate", learningRate);
    const gradient = new Float64Array(model.dimension);
    return {
      dimension: model.dimension,
      timeAt: clock(typeof learningRate === "number", rate),
      step(x, _path, k) {
        model.gradient(x, gradient);
        const eta = rate(k);
        for (let a = 0; a < x.length; a++) x[a]! -= eta * gradient[a]!;
      },
      explain: (x, k) => explainInstability(model, x, rate(k)),
    };
  },
  limit: (model, { dt }) =>
    limitingFlow(
      {
        dimension: model.dimension,
        drift(x, out) {
          model.gradient(x, out);
          for (let a = 0; a < out.length; a++) out[a] = -out[a]!;
        },
      },
      { dt },
    ),
});
