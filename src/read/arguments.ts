/** The arguments of `loss` and its companions: how many there are, and what their types say. */
import { Node, type ParameterDeclaration } from "ts-morph";
import type { Role } from "../expr/index.js";
import { type FunctionNode } from "./functions.js";
import { formatLayout, readLayout } from "./layout.js";
import { type Slot, tensors } from "./model.js";
import type { Modules } from "./modules.js";
import type { Reader } from "./reader.js";
import { layoutOf, slotOf } from "./slots.js";
import { type Callable, type Value, describe } from "./values.js";

/** The value as a function that the user wrote, with a number of arguments in the given range. */
export function declaredFunction(
  name: string,
  value: Value,
  [least, most]: readonly [number, number],
  site: Node,
  { faults }: Reader,
): { readonly callable: Callable; readonly node: FunctionNode } {
  if (value.kind !== "function" || !value.declaration)
    return faults.fail(site, "lossIsNoFunction", { name, found: describe(value) });
  const node = value.declaration as FunctionNode;
  const found = node.getParameters().length;
  if (found < least || found > most) {
    const expected = least === most ? String(least) : `${String(least)} to ${String(most)}`;
    return faults.fail(node, "argumentsOfLoss", { name, found, expected });
  }
  return { callable: value, node };
}

/** The slot of an argument, by its type. `like` is the same argument of `loss`, whose layout it must have. */
export function readArgument(
  parameter: ParameterDeclaration,
  owner: string,
  role: Role,
  modules: Modules,
  reader: Reader,
  like?: Slot,
): Slot {
  const { faults } = reader;
  if (parameter.isRestParameter() || parameter.getInitializer() || parameter.hasQuestionToken())
    return faults.fail(parameter, "badParameterForm", { what: `\`${parameter.getText()}\``, name: owner });
  const type = parameter.getTypeNode() ?? faults.fail(parameter, "missingType");
  const layout = readLayout(type, modules.of(parameter).types, faults);
  if (!like) return slotOf(layout, parameter.getNameNode(), { owner, role, faults });
  const [found, expected] = [formatLayout(layout), formatLayout(layoutOf(like))];
  if (found !== expected) return faults.fail(parameter, "argumentShape", { name: owner, found, expected });
  return like;
}

const ROLES: Record<Role, string> = {
  parameter: "a parameter",
  data: "data",
  noise: "noise",
  argument: "an argument",
};

export function refuseRepeatedNames(slots: readonly Slot[], site: Node, { faults }: Reader): void {
  const seen = new Map<string, Role>();
  for (const { name, role } of slots.flatMap(tensors)) {
    const first = seen.get(name);
    if (first) faults.fail(site, "duplicateName", { name, first: ROLES[first], second: ROLES[role] });
    seen.set(name, role);
  }
}
