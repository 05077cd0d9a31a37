/** One dynamics on one manifold: its drift, in closed form or left to the eigenvectors. */
import { type Element, type Expr, element, num, symbol } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { Dynamics, DynamicsInput } from "./dynamics.js";
import type { Noise } from "./noise.js";
import { DYNAMICS, type DynamicsName } from "./table.js";

export interface InputSymbols extends DynamicsInput {
  readonly elements: readonly Element[];
}

export interface DerivedDynamics {
  readonly name: DynamicsName;
  readonly dynamics: Dynamics;
  readonly inputs: readonly InputSymbols[];
  /** Absent where the drift is left to the eigenvectors. */
  readonly drift?: readonly Expr[];
  /** Why it is. */
  readonly reason?: string;
}

/** `noise` is that of the algorithms that have one of their own. */
export function deriveDynamics(name: DynamicsName, manifold: Manifold, noise: Noise): DerivedDynamics {
  const dynamics: Dynamics = DYNAMICS[name];
  const inputs = dynamics.inputs.map((input) => ({ ...input, elements: symbolsOf(input, manifold.problem.dimension) }));
  const closed = dynamics.closedForm({
    manifold,
    noise,
    inputs: Object.fromEntries(inputs.map((input) => [input.name, input.elements])),
  });
  return { name, dynamics, inputs, ...(typeof closed === "string" ? { reason: closed } : { drift: closed }) };
}

function symbolsOf({ name, as }: DynamicsInput, D: number): Element[] {
  if (as === "option") return [symbol(name, "argument")];
  const tensor = { name, role: "argument" as const, shape: [D] };
  return Array.from({ length: D }, (_, a) => element(tensor, [num(a)]));
}
