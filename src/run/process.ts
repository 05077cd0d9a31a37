/** Which process to run: a name of the command line as a specification of the runtime's registry. */
import { type Model, type ProcessSpec, type RegisteredName, registry } from "../runtime/index.js";

type Side = ProcessSpec["side"];
type Named = readonly [dynamics: (model: Model) => RegisteredName, side: Side];

/** The noise of a loss: its own where it declares one. */
const ownNoise = (model: Model): RegisteredName => (model.noises.declared ? "declared" : "isotropic");

/** Everyday names. */
const ALIASES: Readonly<Record<string, Named>> = {
  sgd: [ownNoise, "algorithm"],
  "limiting-sde": [ownNoise, "limit"],
  "label-noise-sgd": [() => "labelNoise", "algorithm"],
  "label-noise-flow": [() => "labelNoise", "limit"],
  "gradient-flow": [() => "gradientFlow", "limit"],
};

const LIMIT = ":limit";

/** All names: the aliases, and each row of the registry as NAME and NAME:limit. */
export const PROCESS_NAMES: readonly string[] = [
  ...Object.keys(ALIASES),
  ...Object.keys(registry).flatMap((name) => [name, `${name}${LIMIT}`]),
];

/** The row of the registry and its side, for one of `PROCESS_NAMES`. */
export function namedProcess(name: string, model: Model): Pick<ProcessSpec, "dynamics" | "side"> {
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (alias) return { dynamics: alias[0](model), side: alias[1] };
  const isLimit = name.endsWith(LIMIT);
  const dynamics = (isLimit ? name.slice(0, -LIMIT.length) : name) as RegisteredName;
  return { dynamics, side: isLimit ? "limit" : "algorithm" };
}
