/** Forward accumulation: the derivative of an expression along a direction, through the arrays it refers to. */
import { derivation } from "../../calculus/index.js";
import { type Element, type Expr, type Tensor, delta, element, multiply, substitute, zero } from "../../expr/index.js";
import type { Lets } from "../lets.js";

/** The direction: the rate of change of an element of a parameter. It may have free indices of its own. */
export type Direction = (e: Element) => Expr;

/** d/dt e(p + t direction) at t = 0; `settle` names the sums of what the arrays change by. */
export function tangents(lets: Lets, direction: Direction, settle: (e: Expr) => Expr): (e: Expr) => Expr {
  const rates = new Map<string, Expr>();
  const rate: Direction = (e) => {
    if (e.tensor.role === "parameter") return direction(e);
    const definition = e.tensor.role === "temporary" ? lets.definitionOf(e.tensor) : undefined;
    if (!definition || definition.largest) return zero;
    let known = rates.get(e.tensor.name);
    if (known === undefined) {
      known = settle(along(definition.value));
      rates.set(e.tensor.name, known);
    }
    return substitute(known, new Map(definition.indices.map((variable, axis) => [variable, e.indices[axis]!])));
  };
  const along = derivation(rate);
  return along;
}

/** The direction whose entries are the elements of the tensors `of(p)`. */
export const alongTensors =
  (of: (parameter: Tensor) => Tensor): Direction =>
  (e) =>
    element(of(e.tensor), e.indices);

/** The direction that is 1 at q[at] and 0 elsewhere. */
export const unitVector =
  (q: Tensor, at: readonly Expr[]): Direction =>
  (e) =>
    e.tensor.name === q.name ? multiply(...e.indices.map((i, axis) => delta(i, at[axis]!))) : zero;
