/** What the steps of an algorithm are like beside those of SGD: by what they are scaled, how long remembered, how costly. */
import { type Model, type Process, type ProcessSpec, type RegisteredName, registry } from "../runtime/index.js";
import { hessianDiagonal } from "../runtime/normal-space/index.js";
import { startingState } from "../runtime/processes/process.js";

type Options = ProcessSpec["options"];

interface Given {
  readonly model: Model;
  /** On Γ. */
  readonly start: Float64Array;
  /** The dynamics' own options. */
  readonly own: Options;
  readonly limit: Process;
}

const SCALES: Partial<Record<RegisteredName, (given: Given) => ArrayLike<number> | undefined>> = {
  preconditioned: ({ own }) => own.scales as readonly number[] | undefined,
  precondDiagH: ({ model, start }) => hessianDiagonal(model, start).map((value) => value ** -0.5),
  // The limit's v: with bias correction that of the algorithm is 0 at first.
  adam({ start, own, limit }) {
    const { exponent, epsilon } = registry.adam.options;
    const [power, least] = [own.exponent ?? exponent.default, own.epsilon ?? epsilon.default] as [number, number];
    return startingState(limit, start)
      .subarray(start.length)
      .map((v) => 1 / (v ** power + least));
  },
};

/** The diagonal of the preconditioner S at the start: fluctuations across Γ are those of SGD for S^{1/2}HS^{1/2}. */
export const scalesOf = (name: RegisteredName, given: Given): Float64Array =>
  Float64Array.from(SCALES[name]?.(given) ?? new Float64Array(given.start.length).fill(1));

/**
 * By how much a learning rate is lowered: √(1/(1 − β)) for momentum β. It takes 1/(1 − β) steps to begin, which then are the
 * same part of the K = T/η² steps whatever β is; and while fluctuations are forgotten at the rate ηλ, it is at 1 − β:
 * their quotient grows by the root only.
 */
export function gainOf(name: RegisteredName, own: Options): number {
  if (name !== "adam" && name !== "heavyBall") return 1;
  const beta = (own.momentum ?? registry[name].options.momentum.default) as number;
  // γ of the plain form is η(1 − β).
  return own.form === "plain" ? (1 - beta) ** -1.5 : (1 - beta) ** -0.5;
}

/**
 * The next learning rate below at which what the limit has fixed is so: for local SGD η = α/H with a whole number H, so
 * that α = ηH is the same for η/2 and η/4.
 */
export function admissible(name: RegisteredName, learningRate: number, own: Options): number {
  if (name !== "localSgd") return learningRate;
  const alpha = (own.alpha ?? registry.localSgd.options.alpha.default) as number;
  return alpha / Math.ceil(alpha / learningRate);
}

/** A step by eigenvectors takes as long as about so many of SGD. */
export const EIGENVECTORS = 100;

/** What a step of the algorithm costs for each vector ξ that it draws, in steps of SGD. */
export const costOf = (name: RegisteredName): number => (name === "precondDiagH" ? EIGENVECTORS / 2 : 1);
