/** The exported functions that gen-sde calls: `loss`, `noise` and `manifold`. */
import type { ParameterDeclaration } from "ts-morph";
import type { Role } from "../../expr/index.js";
import { type FunctionNode, isFunctionNode } from "../syntax/functions.js";
import { type Layout, formatLayout, readLayout } from "./layout.js";
import type { Slot } from "../model.js";
import type { Exported } from "../files/module.js";
import type { Modules } from "../files/modules.js";
import type { Reader } from "../reader.js";
import { layoutOf, slotOf, valueOf } from "./slots.js";
import { type Callable, type Value, describe } from "../values/values.js";

export interface EntryPoint {
  readonly name: string;
  readonly callable: Callable;
  readonly declaration: FunctionNode;
}

/** The function exported under `name`, with as many arguments as it may have. */
export function entryPoint(
  name: string,
  { site, value: later }: Exported,
  [least, most]: readonly [least: number, most: number],
  { faults }: Reader,
): EntryPoint {
  const value = later(site);
  const declaration = value.kind === "function" ? value.declaration : undefined;
  if (value.kind !== "function" || !declaration || !isFunctionNode(declaration))
    return faults.fail(site, "lossIsNoFunction", { name, found: describe(value) });
  const parameters = declaration.getParameters();
  for (const parameter of parameters)
    if (parameter.isOptional() || parameter.isRestParameter())
      faults.fail(parameter, "badParameterForm", { what: `\`${parameter.getText()}\``, name });
  if (parameters.length < least || parameters.length > most)
    faults.fail(declaration, "argumentsOfLoss", {
      name,
      found: parameters.length,
      expected: least === most ? least : `${least} or ${most}`,
    });
  return { name, callable: value, declaration };
}

/** The slot that an argument declares. */
export function declareArgument(
  entry: EntryPoint,
  position: number,
  role: Role,
  modules: Modules,
  reader: Reader,
): Slot {
  const parameter = entry.declaration.getParameters()[position]!;
  const layout = annotated(parameter, modules, reader) ?? reader.faults.fail(parameter, "missingType");
  return slotOf(layout, parameter.getNameNode(), { owner: entry.name, role, faults: reader.faults });
}

const annotated = (parameter: ParameterDeclaration, modules: Modules, { faults }: Reader): Layout | undefined => {
  const type = parameter.getTypeNode();
  return type && readLayout(type, modules.of(type).types, faults);
};

/** The result of an entry point for these arguments; types that it repeats have to be those of the slots. */
export function applyTo(entry: EntryPoint, slots: readonly Slot[], modules: Modules, reader: Reader): Value {
  const parameters = entry.declaration.getParameters();
  const given = slots.slice(0, parameters.length);
  given.forEach((slot, i) => {
    const type = parameters[i]!.getTypeNode();
    const [found, expected] = [annotated(parameters[i]!, modules, reader), layoutOf(slot)].map(
      (each) => each && formatLayout(each),
    );
    if (type && found !== undefined && expected !== undefined && found !== expected)
      reader.faults.fail(type, "argumentShape", { name: entry.name, found, expected });
  });
  const values = given.map((slot) => valueOf(slot, reader));
  const result = reader.call(entry.callable, values, entry.declaration, "argument");
  if (result.kind === "nothing") return reader.faults.fail(entry.declaration, "missingReturn", { name: entry.name });
  return result;
}
