/** The matcher for a simulator: does the algorithm follow the limit that was derived? */
import { version } from "../pipeline/index.js";
import type { Model, Observable, ProcessSpec, RegisteredName } from "../runtime/index.js";
import { contest, printValidation, validate } from "../validate/index.js";
import type { Result } from "./expressions.js";

export interface FollowLimitOptions {
  /** Where to start; both sides start at Φ of it. */
  readonly start: ArrayLike<number>;
  /** A row of `gen-sde list dynamics`; default "declared" where the loss has a noise, else "isotropic". */
  readonly dynamics?: RegisteredName;
  /** The dynamics' own options. */
  readonly options?: ProcessSpec["options"];
  /** Slow time to compare at; default: long enough for the limit to move by a measurable amount. */
  readonly time?: number;
  /** The coarsest learning rate, or all of them; default: η·λ₁ = 0.2, and two halvings. */
  readonly learningRates?: readonly number[];
  /** Paths of each run; default: as many as decide. */
  readonly paths?: number;
  readonly seed?: number;
  /** The probability of a false disagreement, default 0.01. */
  readonly level?: number;
  /** Numbers to compare beside the coordinates, tr ∇²L and ln|∇²L|₊. */
  readonly observe?: Readonly<Record<string, Observable>>;
}

/**
 * Runs ensembles of the algorithm for three learning rates against its limit, as `gen-sde validate` does. Neither
 * `toFollowLimit` nor its negation passes when there are too few paths to tell.
 */
export async function toFollowLimit(
  this: { readonly isNot: boolean },
  received: unknown,
  { dynamics, learningRates, options = {}, start, ...more }: FollowLimitOptions,
): Promise<Result> {
  const model = asModel(received);
  const name = dynamics ?? (model.noises.declared ? "declared" : "isotropic");
  const validation = await validate(model, {
    ...more,
    ...(learningRates && { rates: learningRates }),
    start: Float64Array.from(start),
    contests: (onGamma) => [contest(model, name, onGamma, options)],
    provenance: { version, source: { file: model.name, sha256: "" } },
  });
  const undecided = validation.verdict === "not enough samples";
  return {
    pass: undecided ? this.isNot : validation.verdict === "agrees",
    message: () => printValidation(validation),
  };
}

function asModel(value: unknown): Model {
  if (typeof value === "object" && value !== null && "noises" in value && "retractStep" in value) return value as Model;
  throw new TypeError("toFollowLimit is for a simulator, what `create` of a generated module returns");
}
