import { checkInteger } from "../check.js";
import { SimulationError } from "../errors.js";
import { norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import { normalSpace } from "../normal-space/index.js";
import type { Process } from "../processes/process.js";
import { retraction } from "../flow/retraction.js";
import { checkSimpleTop } from "./assumptions.js";

/** Which assumptions to watch beside stability, η λ₁ < 2, which every algorithm explains itself. */
export interface Watch {
  /** Look after every so many steps. */
  readonly every: number;
  /** The path stays near Γ, where ∇²L keeps its rank. */
  readonly onManifold?: boolean;
  /** λ₁ is simple. */
  readonly simpleTop?: boolean;
  /** The gradients of the samples have the mean ∇L. */
  readonly centred?: boolean;
}

/** |mean of ∇L_i − ∇L| above this part of the largest |∇L_i| is no rounding. */
const ROUNDING = 1e-9;

/**
 * The same process, stopped where an assumption of its limit theorem fails: with SimulationError E_ASSUMPTION or
 * E_RANK_CHANGE and the value that broke it; who runs the path adds path, step and slow time.
 *
 * @throws RangeError when `every` is no positive integer
 */
export function watched(process: Process, model: Model, watch: Watch): Process {
  checkInteger("every", watch.every, 1);
  const D = model.dimension;
  const onGamma = new Float64Array(D);
  const retract = retraction(model);
  const check = (state: Float64Array, k: number): void => {
    if (!state.every(Number.isFinite)) return;
    const unstable = process.explain?.(state, k);
    if (unstable !== undefined) throw new SimulationError("E_ASSUMPTION", unstable);
    const x = state.subarray(0, D);
    if (watch.centred) checkCentred(model, x);
    if (!watch.onManifold) return;
    onGamma.set(x);
    returnToGamma(retract, onGamma, x);
    const space = normalSpace(model, onGamma, model.rank);
    if (watch.simpleTop) checkSimpleTop(space);
  };
  const { batch: _, ...alone } = process;
  return {
    ...alone,
    step(state, path, k) {
      process.step(state, path, k);
      if ((k + 1) % watch.every === 0) check(state, k + 1);
    },
  };
}

function returnToGamma(retract: (x: Float64Array) => number, onGamma: Float64Array, x: Float64Array): void {
  try {
    retract(onGamma);
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    throw new SimulationError(
      "E_ASSUMPTION",
      `the path has left the basin of Γ: no point of Γ is found from x = (${Array.from(x, (value) => value.toPrecision(4)).join(", ")})`,
      error.details,
      { cause: error },
    );
  }
}

function checkCentred(model: Model, x: Float64Array): void {
  const { dimension: D, samples } = model;
  if (samples === undefined) return;
  const own = new Float64Array(D);
  const excess = new Float64Array(D);
  model.gradient(x, excess);
  let largest = norm(excess);
  for (let a = 0; a < D; a++) excess[a] = -excess[a]!;
  for (let i = 0; i < samples.count; i++) {
    samples.gradient(i, x, own);
    largest = Math.max(largest, norm(own));
    for (let a = 0; a < D; a++) excess[a]! += own[a]! / samples.count;
  }
  const mean = norm(excess);
  if (mean <= ROUNDING * largest) return;
  throw new SimulationError(
    "E_ASSUMPTION",
    `the noise is not centred: the samples' gradients have a mean that differs from ∇L by ${mean.toPrecision(4)}`,
    { mean, largest },
  );
}
