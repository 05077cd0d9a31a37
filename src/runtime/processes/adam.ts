import { checkFinite, checkLength, checkPositive } from "../check.js";
import { gradientSteps } from "./gradient-steps.js";
import { type Process, withMemory } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type GradientNoiseOptions, type NoisyModel } from "./stochastic-gradient.js";

export interface RmsPropOptions extends GradientNoiseOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  /** c_v in 1 − β₂ = c_v η². */
  readonly secondMomentRate: number;
  /** λ in x ← x − ηm/(v^λ + ε), default 1/2. */
  readonly exponent?: number;
  /** ε, default 0. */
  readonly epsilon?: number;
  /** v at step 0, default 0, which only bias correction or ε > 0 can start from. */
  readonly secondMoment?: ArrayLike<number>;
  /** Whether v is divided by 1 − Π β₂ (and m by 1 − β₁^k), which undoes a start at 0. Default false. */
  readonly biasCorrection?: boolean;
}

export interface AdamOptions extends RmsPropOptions {
  /** β₁ in [0, 1), default 0.9. */
  readonly momentum?: number;
}

/**
 * Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x − η m/(v^λ + ε), on the slow clock t = Σ η². The state is
 * (x, v, m): its first 2D entries are the state of the limit.
 *
 * @throws RangeError for options out of range
 */
export function adam(
  model: NoisyModel,
  {
    learningRate,
    secondMomentRate,
    exponent = 1 / 2,
    epsilon = 0,
    secondMoment,
    biasCorrection = false,
    momentum = 0.9,
    ...noise
  }: AdamOptions,
): Process {
  const D = model.dimension;
  checkPositive("secondMomentRate", secondMomentRate);
  checkFinite("exponent", exponent);
  checkFinite("epsilon", epsilon);
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`momentum must be in [0, 1), not ${momentum}`);
  if (secondMoment !== undefined) checkLength("secondMoment", secondMoment, D);
  const rate = schedule("learningRate", learningRate);
  const isConstant = typeof learningRate === "number";
  /** 1 − β₂ at step k. */
  const renewal = (k: number): number => {
    const share = secondMomentRate * rate(k) ** 2;
    if (share < 1) return share;
    throw new RangeError(`secondMomentRate·learningRate² = 1 − β₂ must be below 1, not ${share}`);
  };
  if (isConstant) renewal(0);
  const logForgotten = clock(isConstant, (k) => Math.log1p(-renewal(k)));
  /** 1/(v̂^λ + ε) */
  const scale = (v: number, k: number): number => {
    const corrected = biasCorrection ? v / -Math.expm1(logForgotten(k + 1)) : v;
    return 1 / (corrected ** exponent + epsilon);
  };
  return {
    ...gradientSteps(model, noise, 2, (state, gradient, k) => {
      const n = gradient.length;
      const fresh = renewal(k);
      const eta = biasCorrection ? rate(k) / (1 - momentum ** (k + 1)) : rate(k);
      for (let i = 0; i < n; i++) {
        const g = gradient[i]!;
        const v = state[n + i]! + fresh * (g * g - state[n + i]!);
        const m = momentum * state[2 * n + i]! + (1 - momentum) * g;
        state[n + i] = v;
        state[2 * n + i] = m;
        state[i]! -= eta * m * scale(v, k);
      }
    }),
    timeAt: clock(isConstant, (k) => rate(k) ** 2),
    initial(x0) {
      const state = withMemory(x0, D, 2);
      if (secondMoment !== undefined) state.set(secondMoment, D);
      return state;
    },
    explain(state, k) {
      const S = state.slice(D, 2 * D).map((v) => scale(v, Math.max(k - 1, 0)));
      const bound = (2 * (1 + momentum)) / (1 - momentum);
      return explainScale(S, state.subarray(D)) ?? explainInstability(model, state.slice(0, D), rate(k), bound, S);
    },
  };
}

/** Which v makes S = 1/(v^λ + ε) no preconditioner, if one does. */
export function explainScale(S: Float64Array, v: Float64Array): string | undefined {
  const broken = S.findIndex((value) => !(value > 0 && value < Infinity));
  if (broken < 0) return undefined;
  return `the preconditioner 1/(v^λ + ε) is ${S[broken]!} where v_${broken} = ${v[broken]!}: a coordinate without noise needs ε > 0, or a secondMoment to start from`;
}

/** RMSprop: Adam with β₁ = 0. */
export const rmsprop = (model: Parameters<typeof adam>[0], options: RmsPropOptions): Process =>
  adam(model, { ...options, momentum: 0 });
