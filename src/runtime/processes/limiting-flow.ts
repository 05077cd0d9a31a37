import { checkInteger, checkPositive } from "../check.js";
import { DormandPrince, stepFactor } from "../flow/dormand-prince.js";
import { SimulationError } from "../errors.js";
import type { SlowFlow } from "../limits/slow-system.js";
import type { Process } from "./process.js";

export interface LimitingFlowOptions {
  /** Slow time per step of the process; the integrator chooses its own steps within. */
  readonly dt: number;
  /** Relative and absolute tolerance per integrator step, default 1e-10. */
  readonly rtol?: number;
  readonly atol?: number;
  /** Most attempts of the integrator within one dt, default 10 000. */
  readonly maxSubsteps?: number;
}

/** A step this small a part of dt that still fails shows that the path itself ends there. */
const SHORTEST = 1e-12;

/**
 * A deterministic limit (of a system with noise: its drift alone) by Dormand–Prince 5(4) with step control. Its stages leave Γ, so the field that it sees is
 * drift(retract(x)), which is smooth near Γ and tangent on it: the order is kept; the end of each dt is retracted too.
 * A step depends on the state alone, so a path can be continued to the same bits.
 *
 * @throws RangeError for options out of range; a step throws SimulationError E_NOT_CONVERGED when it needs more than
 *   `maxSubsteps`, or what drift and retraction throw
 */
export function limitingFlow(
  flow: SlowFlow,
  { dt, rtol = 1e-10, atol = 1e-10, maxSubsteps = 10_000 }: LimitingFlowOptions,
): Process {
  checkPositive("dt", dt);
  checkPositive("rtol", rtol);
  checkPositive("atol", atol);
  checkInteger("maxSubsteps", maxSubsteps, 1);
  const onGamma = new Float64Array(flow.dimension);
  const next = new Float64Array(flow.dimension);
  const field = (x: Float64Array, out: Float64Array): void => {
    onGamma.set(x);
    flow.retract?.(onGamma);
    flow.drift(onGamma, out);
  };
  const integrator = new DormandPrince(field, flow.dimension);
  /** The error of a step to `next`, or NaN where the drift is not defined at a stage: a shorter step may avoid that. */
  const trial = (x: Float64Array, length: number): number => {
    try {
      return integrator.attempt(x, length, rtol, atol, next);
    } catch (error) {
      if (error instanceof SimulationError && length > SHORTEST * dt) return NaN;
      throw error;
    }
  };
  return {
    dimension: flow.dimension,
    timeAt: (k) => k * dt,
    step(x) {
      field(x, integrator.slopes[0]!);
      let left = dt;
      let h = dt;
      for (let attempt = 0; left > 0; attempt++) {
        if (attempt === maxSubsteps) throw tooManySteps(dt, left, maxSubsteps);
        const length = Math.min(h, left);
        const error = trial(x, length);
        h = length * stepFactor(error);
        if (!(error <= 1)) continue;
        integrator.accept();
        x.set(next);
        left -= length;
      }
      flow.retract?.(x);
    },
  };
}

const tooManySteps = (dt: number, left: number, maxSubsteps: number): SimulationError =>
  new SimulationError("E_NOT_CONVERGED", `the limiting flow needs more than ${maxSubsteps} steps per dt`, {
    ...{ dt, left, maxSubsteps },
  });
