/** The validation of a loss: its emitted module against the algorithms. */
import { type Analysis, type Generated, provenance } from "../pipeline/index.js";
import { describeDynamics, type Model, type RegisteredName, registry } from "../runtime/index.js";
import { type Check, Comparison } from "../verify/index.js";
import { contest } from "./contest.js";
import { validate, type ValidateOptions } from "./validate.js";
import type { Validation } from "./validation.js";

export interface LossOptions extends Omit<ValidateOptions, "contests" | "start" | "observe" | "checks" | "provenance"> {
  /** Default: SGD with isotropic noise, with label noise, and with the declared noise where there is one. */
  readonly dynamics?: readonly RegisteredName[];
}

/** The dynamics whose limits are on the slow time and that a model has all for. */
export function dynamicsOf(model: Model): RegisteredName[] {
  const missing = { samples: model.samples === undefined, declared: model.noises.declared === undefined };
  return (Object.keys(registry) as RegisteredName[]).filter((name) => {
    const { needs } = describeDynamics(name);
    return name !== "gradientFlow" && !(needs !== undefined && missing[needs]);
  });
}

/** @throws RangeError when a dynamics needs what the loss has not */
export async function validateLoss(
  { analysis, create, checks }: Generated,
  { dynamics, ...options }: LossOptions = {},
): Promise<Validation> {
  const { sample, located, model: loss } = analysis;
  const model = create(sample.dataValue);
  const start = sample.start ?? located.minimizers[0]!.x;
  const names = dynamics ?? (Object.keys(model.noises) as (keyof Model["noises"])[]);
  return await validate(model, {
    ...options,
    ...{ start, observe: sample.observables, provenance: provenance(loss) },
    checks: [...checks, ...observablesCheck(analysis)],
    contests: (onGamma) => names.map((name) => contest(model, name, onGamma)),
  });
}

/** What was read of the user's observables against the functions as written. */
function observablesCheck({ flat, numeric, sample, located }: Analysis): Check[] {
  const { observables } = flat;
  if (!observables) return [];
  const comparison = new Comparison("observables as read against the functions as written", 1e-9);
  for (const { x } of located.minimizers) {
    const written = Object.keys(observables).map((name) => sample.observables[name]!(x));
    comparison.compare(x, numeric.vector(x, Object.values(observables)), written);
  }
  return [comparison.result];
}
