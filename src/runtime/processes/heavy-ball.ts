import { gradientSteps } from "./gradient-steps.js";
import { type Process, withMemory } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type GradientNoiseOptions, type NoisyModel } from "./stochastic-gradient.js";

export interface HeavyBallOptions extends GradientNoiseOptions {
  /** η of the averaged form, γ of the plain form; or a schedule of it. */
  readonly learningRate: LearningRate;
  /** β in [0, 1), or a schedule β_k. */
  readonly momentum: number | ((k: number) => number);
  /** "averaged" (default): m ← βm + (1 − β)g, x ← x − ηm. "plain": m ← βm + g, x ← x − γm. */
  readonly form?: "averaged" | "plain";
}

/**
 * SGD with heavy-ball momentum. The state is (x, m), m = 0 at first; the slow clock is t = Σ η², with the effective
 * η = γ/(1 − β) for the plain form.
 *
 * @throws RangeError for options out of range
 */
export function heavyBall(
  model: NoisyModel,
  { learningRate, momentum, form = "averaged", ...noise }: HeavyBallOptions,
): Process {
  const D = model.dimension;
  const rate = schedule("learningRate", learningRate);
  const beta = momentumSchedule(momentum);
  const effective = (k: number): number => (form === "plain" ? rate(k) / (1 - beta(k)) : rate(k));
  const isConstant = typeof learningRate === "number" && typeof momentum === "number";
  return {
    ...gradientSteps(model, noise, 1, (state, g, k) => {
      const n = g.length;
      const decay = beta(k);
      const share = form === "plain" ? 1 : 1 - decay;
      const eta = rate(k);
      for (let i = 0; i < n; i++) {
        const m = decay * state[n + i]! + share * g[i]!;
        state[n + i] = m;
        state[i]! -= eta * m;
      }
    }),
    timeAt: clock(isConstant, (k) => effective(k) ** 2),
    initial: (x0) => withMemory(x0, D, 1),
    explain: (state, k) =>
      explainInstability(model, state.slice(0, D), effective(k), (2 * (1 + beta(k))) / (1 - beta(k))),
  };
}

/** k ↦ β_k, checked to be in [0, 1). */
function momentumSchedule(momentum: number | ((k: number) => number)): (k: number) => number {
  const checked = (beta: number): number => {
    if (beta >= 0 && beta < 1) return beta;
    throw new RangeError(`momentum must be in [0, 1), not ${beta}`);
  };
  if (typeof momentum === "function") return (k) => checked(momentum(k));
  checked(momentum);
  return () => momentum;
}
