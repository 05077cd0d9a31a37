/** Every algorithm with its limit, made by name from plain data: what a command line or a worker thread needs. */
import type { Model } from "../model.js";
import type { Process } from "../processes/process.js";
import { ALGORITHM_OPTIONS, type Dynamics, type DynamicsText, LIMIT_OPTIONS } from "./dynamics.js";
import { gradientFlow } from "./gradient-flow.js";
import { itoSgd } from "./ito-sgd.js";
import { limits } from "./limits.js";
import type { OptionTable, OptionValue } from "./options.js";
import { sampleSgd } from "./sample-sgd.js";

/** The limiting dynamics along Γ, and those beside them: the fast phase, SGD on samples, the Itô SDE of SGD. */
export const registry = { ...limits, gradientFlow, sampleSgd, itoSgd } as const;

/** The names of the algorithms with their limits, as `gen-sde list dynamics` prints them. */
export type RegisteredName = keyof typeof registry;

/** A process as plain data: with its model, all that is needed to make it again elsewhere. */
export interface ProcessSpec {
  readonly dynamics: RegisteredName;
  /** The algorithm at a finite learning rate, or its limit. */
  readonly side: "algorithm" | "limit";
  /** Of the algorithm: learningRate, seed; of the limit: dt, seed; and the dynamics' own. */
  readonly options: Readonly<Record<string, OptionValue>>;
}

/**
 * The process of a specification.
 *
 * @throws RangeError for a name that is not registered, an option that the dynamics has not, a value out of range, or a
 *   model without what the dynamics needs
 */
export function createProcess(model: Model, { dynamics: name, side, options }: ProcessSpec): Process {
  const row = find(name);
  return side === "algorithm" ? row.algorithm(model, options) : row.limit(model, options);
}

/** What can be known of a dynamics without a model. */
export interface DynamicsDescription extends DynamicsText {
  /** What the limit descends. */
  readonly descends?: string;
  /** The options that are its own, for both sides. */
  readonly options: OptionTable;
  /** The other options of the algorithm, and of the limit. */
  readonly algorithmOptions: OptionTable;
  readonly limitOptions: OptionTable;
}

/**
 * A dynamics as plain data.
 *
 * @throws RangeError for a name that is not registered
 */
export function describeDynamics(name: string): DynamicsDescription {
  const { title, update, equation, timeScale, source, assumptions, needs, options, potential } = find(name);
  return {
    ...{ name, title, update, equation, timeScale, source, assumptions },
    ...(needs && { needs }),
    ...(potential && { descends: potential.formula }),
    ...{ options, algorithmOptions: ALGORITHM_OPTIONS, limitOptions: LIMIT_OPTIONS },
  };
}

type AnyDynamics = Dynamics & { readonly potential?: { readonly formula: string } };

function find(name: string): AnyDynamics {
  if (Object.hasOwn(registry, name)) return registry[name as RegisteredName];
  throw new RangeError(`no dynamics is called "${name}"; there are ${Object.keys(registry).join(", ")}`);
}
