import { checkInteger, checkLength, checkPositive } from "../check.js";
import { DormandPrince, stepFactor } from "./dormand-prince.js";
import { SimulationError } from "../errors.js";
import { norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import { retraction } from "./retraction.js";

export interface GradientFlowOptions {
  /** Relative and absolute tolerance per step and of the end point, default 1e-10; down to about 1e-15. */
  readonly rtol?: number;
  readonly atol?: number;
  /** Accepted and rejected steps together, default 100 000. */
  readonly maxSteps?: number;
}

/** Where gradient flow ended, and what it took. */
export interface GradientFlowResult {
  /** Φ(x₀), a new vector. */
  readonly x: Float64Array;
  /** The flow time integrated before the last polish. */
  readonly time: number;
  /** Steps attempted. */
  readonly steps: number;
}

/** The flow is stopped where its own remaining error is this small a part of the tolerance. */
const SAFETY = 1e-2;
/** A flow this many times farther out than it started has no minimizer to go to. */
const RUNAWAY = 1e8;
/** Signs of the end that one step may show by accident must last for so many steps. */
const LASTING = 20;

/**
 * The limit Φ(x₀) of gradient flow x' = −∇L(x), integrated by Dormand–Prince 5(4) with step control. It ends
 *  - if the model has `retractStep`: when its step d satisfies |d|² ≤ (0.01)² tolerance; the retraction then replaces
 *    the rest of the flow with an error of order |d|²;
 *  - otherwise: when the remaining displacement, estimated as |∇L| / (rate of decay of |∇L|), is below 0.01 tolerance;
 *  - in both cases: when steps change x by rounding only.
 *
 * The flow must attract: the cost is about (λ₁/λ_M)·ln(1/tolerance) steps.
 *
 * @throws SimulationError E_DIVERGED when the flow runs away or meets a gradient that is not finite, E_NOT_CONVERGED
 *   when `maxSteps` do not suffice
 */
export function gradientFlow(
  model: Pick<Model, "dimension" | "gradient"> & Partial<Pick<Model, "retractStep">>,
  x0: Float64Array,
  { rtol = 1e-10, atol = 1e-10, maxSteps = 100_000 }: GradientFlowOptions = {},
): GradientFlowResult {
  checkPositive("rtol", rtol);
  checkPositive("atol", atol);
  checkInteger("maxSteps", maxSteps, 1);
  checkLength("x0", x0, model.dimension);
  const D = model.dimension;
  const field = (at: Float64Array, out: Float64Array): void => {
    model.gradient(at, out);
    for (let a = 0; a < D; a++) out[a] = -out[a]!;
  };
  const integrator = new DormandPrince(field, D);
  const hasArrived = arrivalTest(model, rtol, atol);
  let x = x0.slice();
  let next = new Float64Array(D);
  field(x, integrator.slopes[0]!);
  let speed = norm(integrator.slopes[0]!);
  const limit = RUNAWAY * (1 + norm(x0));
  const diverged = (why: string): SimulationError =>
    new SimulationError("E_DIVERGED", `gradient flow diverges: ${why}`, { time, steps, norm: norm(x) });

  let time = 0;
  let steps = 0;
  let still = 0;
  let h = (1e-3 * (atol + norm(x))) / speed;
  if (!Number.isFinite(speed)) throw diverged("the gradient at its start is not finite");
  let arrived = hasArrived(x, speed, 0);
  while (!arrived && still < LASTING) {
    if (++steps > maxSteps)
      throw new SimulationError(
        "E_NOT_CONVERGED",
        `gradient flow is still moving after ${maxSteps} steps, |∇L| = ${speed.toPrecision(3)}: it takes about ` +
          "(λ₁/λ_M)·ln(1/tolerance) of them, so that ∇²L is close to losing rank on the way; `flowMap` takes Φ in closed form where the model has it",
        { time, maxSteps, gradient: speed },
      );
    const error = integrator.attempt(x, h, rtol, atol, next);
    const rounding = 4 * Number.EPSILON * (atol + norm(x));
    if (error <= 1) {
      const moved = distance(next, x);
      // Longer steps than 1/(curvature along the last one) would feed the stiff directions instead of damping them.
      const dampingStep = moved / distance(integrator.slopes[6]!, integrator.slopes[0]!);
      integrator.accept();
      [x, next] = [next, x];
      const slower = norm(integrator.slopes[0]!);
      arrived = hasArrived(x, slower, Math.log(speed / slower) / h);
      speed = slower;
      time += h;
      still = moved <= rounding ? still + 1 : 0;
      if (still === 0) h = Math.min(h * stepFactor(error), dampingStep);
      if (!(norm(x) < limit)) throw diverged(`it left the ball of radius ${limit}`);
    } else {
      if (Number.isNaN(error) && h * speed < rounding) throw diverged("the gradient ahead is not finite");
      h *= stepFactor(error);
    }
  }
  if (model.retractStep !== undefined) retraction({ dimension: D, retractStep: model.retractStep.bind(model) })(x);
  return { x, time, steps };
}

/** |x − y| */
function distance(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < x.length; a++) sum += (x[a]! - y[a]!) ** 2;
  return Math.sqrt(sum);
}

/** Whether the flow may stop at x, where |∇L| = speed, after a step with d ln|∇L|/dt = −decay on average. */
function arrivalTest(
  model: Pick<Model, "dimension"> & Partial<Pick<Model, "retractStep">>,
  rtol: number,
  atol: number,
): (x: Float64Array, speed: number, decay: number) => boolean {
  const onGamma = new Float64Array(model.dimension);
  let near = 0;
  return (x, speed, decay) => {
    const tolerance = atol + rtol * norm(x);
    if (speed === 0) return true;
    if (model.retractStep === undefined) {
      // While stiff directions still dominate ∇L, the rate is theirs and the estimate too small.
      near = decay > 0 && speed / decay <= SAFETY * tolerance ? near + 1 : 0;
      return near >= LASTING;
    }
    model.retractStep(x, onGamma);
    return distance(x, onGamma) <= SAFETY * Math.sqrt(tolerance);
  };
}
