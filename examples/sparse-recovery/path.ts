/** Label-noise SGD on the way, against the limiting flow. */
import {
  labelNoiseSgd,
  limitingFlow,
  limits,
  type Process,
  simulate,
  slowSystem,
  summarize,
  type Summary,
} from "gen-sde/runtime";
import { towardsZero } from "../../src/validate/extrapolation.js";
import type { Network } from "./networks.js";
import { relativeError } from "./problem.js";

export interface Look {
  /** ct */
  readonly time: number;
  readonly trace: number;
  readonly error: number;
}

/** Y in closed form at the times i T/looks of the clock ct. */
export function predictedPath(network: Network, alpha: number, T: number, looks: number): Look[] {
  const { model, start } = network;
  const x = new Float64Array(model.dimension);
  return Array.from({ length: looks + 1 }, (_, i) => {
    const time = (T * i) / looks;
    model.labelNoiseFlow!(start(alpha), time, x);
    return lookAt(network, x, time);
  });
}

const RTOL = 1e-8;

/** The same by integration of Y' = −¼ P∇tr∇²L from Φ(x₀). */
export function integratedPath(network: Network, alpha: number, T: number, looks: number): Look[] {
  const { model, start } = network;
  const x = new Float64Array(model.dimension);
  model.flow!(start(alpha), x);
  const process = limitingFlow(slowSystem(limits.labelNoise, model, { c: 1 }), { dt: T / looks, rtol: RTOL });
  return run(network, process, { start: x, steps: looks, every: 1, path: 0, clock: 1 });
}

export interface SgdPathOptions {
  readonly alpha: number;
  readonly eta: number;
  readonly T: number;
  readonly looks: number;
  readonly paths: number;
  readonly delta: number;
  readonly batch?: number;
  readonly seed: number;
}

type Estimate = Pick<Summary, "mean" | "standardError">;

export interface MeanLook {
  readonly time: number;
  readonly trace: Estimate;
  readonly error: Estimate;
}

/** An estimate at η = 0, and by how much the last term of the extrapolation has moved it. */
export interface Extrapolated extends Estimate {
  readonly moved: number;
}

/** Means over paths of label-noise SGD at the same times, seen at Φ(x): where gradient flow would take it. */
export function sgdPath(
  network: Network,
  { alpha, eta, T, looks, paths, delta, batch = 1, seed }: SgdPathOptions,
): MeanLook[] {
  const process = labelNoiseSgd(network.model, { learningRate: eta, delta, batch, seed });
  const clock = process.c!;
  const every = Math.round(T / (clock * eta ** 2 * looks));
  const all = Array.from({ length: paths }, (_, path) =>
    run(network, process, { start: network.start(alpha), steps: every * looks, every, path, clock }),
  );
  return all[0]!.map(({ time }, i) => ({
    time,
    trace: summarize(all.map((looked) => looked[i]!.trace)),
    error: summarize(all.map((looked) => looked[i]!.error)),
  }));
}

/** The parabola in η through the looks at three η, coarse to fine, at η = 0. */
export function atZero(
  rates: readonly number[],
  looks: readonly (readonly MeanLook[])[],
): { readonly time: number; readonly trace: Extrapolated; readonly error: Extrapolated }[] {
  const [line, parabola] = [towardsZero(rates, 2), towardsZero(rates, 3)];
  const at = (i: number, key: "trace" | "error"): Extrapolated => {
    const estimates = looks.map((run) => run[i]![key]);
    const combined = (weights: readonly number[]): number =>
      weights.reduce((sum, w, k) => sum + w * estimates[k]!.mean, 0);
    return {
      mean: combined(parabola),
      standardError: Math.hypot(...parabola.map((w, k) => w * estimates[k]!.standardError)),
      moved: Math.abs(combined(parabola) - combined(line)),
    };
  };
  return looks[0]!.map(({ time }, i) => ({ time, trace: at(i, "trace"), error: at(i, "error") }));
}

interface Run {
  readonly start: Float64Array;
  readonly steps: number;
  readonly every: number;
  readonly path: number;
  /** c, by which slow time is multiplied. */
  readonly clock: number;
}

function run(network: Network, process: Process, { clock, ...options }: Run): Look[] {
  const onGamma = new Float64Array(network.model.dimension);
  return Array.from(simulate(process, options), ({ x, time }) => {
    network.model.flow!(x, onGamma);
    return lookAt(network, onGamma, clock * time);
  });
}

const lookAt = ({ model, weights, truth }: Network, x: Float64Array, time: number): Look => ({
  time,
  trace: model.hessianTrace(x),
  error: relativeError(weights(x), truth),
});
