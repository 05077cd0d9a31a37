/** `enum Kind { A, B = 2 }` as an object of its members. */
import type { EnumDeclaration } from "ts-morph";
import { add, one } from "../../expr/index.js";
import { asScalar } from "../values/arrays.js";
import type { Reader } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { type Fields, type Value, literal, scalar } from "../values/values.js";

/** A member without a value is one more than the member before it; values may name those before them. */
export function readEnum(node: EnumDeclaration, outer: Scope, reader: Reader): Fields {
  const scope = outer.inner();
  const fields = new Map<string, Value>();
  let next: () => Value = () => literal(0);
  for (const member of node.getMembers()) {
    const initializer = member.getInitializer();
    const value = initializer ? reader.evaluate(initializer, scope) : next();
    next = () => scalar(add(asScalar(value, member, reader), one));
    fields.set(member.getName(), value);
    scope.declare(member.getName(), () => value);
  }
  return { kind: "object", fields };
}
