/** `owner.name`: fields of objects, and the length and methods of arrays. */
import type { Node } from "ts-morph";
import { ARRAY_METHODS } from "../library/array-methods.js";
import type { Reader } from "../reader.js";
import { type Value, describe, lengthValue } from "../values/values.js";

export function propertyOf(owner: Value, name: string, site: Node, reader: Reader): Value {
  const { faults } = reader;
  if (owner.kind === "object") {
    const field = owner.fields.get(name) ?? owner.later?.(name, site);
    if (!field && owner.namespace === "Math") return faults.fail(site, "unknownMath", { name });
    if (!field && owner.namespace === "gen-sde") return faults.fail(site, "unknownExport", { name });
    return field ?? faults.fail(site, "missingField", { name, known: [...owner.fields.keys()].join(", ") });
  }
  if (owner.kind === "list" || owner.kind === "family") {
    if (name === "length") return lengthValue(owner);
    const method = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
    if (method)
      return {
        kind: "function",
        name,
        arity: method.arity,
        apply: (args, call) => method.apply(owner, args, call, reader),
      };
    const known = `Arrays have ${["length", ...Object.keys(ARRAY_METHODS)].join(", ")}.`;
    return faults.fail(site, "unknownProperty", { owner: "an array", name, known });
  }
  return faults.fail(site, "unknownProperty", {
    owner: describe(owner),
    name,
    known: "Only arrays and objects have properties that can be read.",
  });
}
