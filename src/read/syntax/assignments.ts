/** Writing to variables and to elements of arrays. */
import { Node, type PostfixUnaryExpression, type PrefixUnaryExpression, SyntaxKind } from "ts-morph";
import { add, num } from "../../expr/index.js";
import { asArray, asScalar, elementAt, writeItems } from "../values/arrays.js";
import { type Reader, writeTo } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { type Value, integer, scalar } from "../values/values.js";

/** `target = next(old)`. The parts of the target are read once and first, as JavaScript does. */
export function assign(target: Node, next: (old: () => Value) => Value, scope: Scope, reader: Reader): Value {
  const { faults } = reader;
  if (Node.isParenthesizedExpression(target) || Node.isNonNullExpression(target))
    return assign(target.getExpression(), next, scope, reader);
  if (Node.isIdentifier(target)) {
    const name = target.getText();
    const binding = scope.lookup(name);
    if (!binding) return faults.fail(target, "unknownName", { name });
    if (typeof binding === "function") return faults.fail(target, "assignToConstant", { name });
    const value = next(() => reader.evaluate(target, scope));
    writeTo(binding, [value], target, reader);
    return value;
  }
  if (!Node.isElementAccessExpression(target)) return faults.fail(target, "assignTarget", { target: target.getText() });
  const array = asArray(reader.evaluate(target.getExpression(), scope), target.getExpression(), reader);
  const at = target.getArgumentExpressionOrThrow();
  const position = reader.evaluate(at, scope);
  const value = next(() => elementAt(array, position, at, reader));
  writeItems(array, target, reader, (items) => {
    // Checks the index: an array does not grow by an assignment.
    elementAt(array, position, at, reader);
    return items.with(integer(position)!, value);
  });
  return value;
}

/** `i++` and its like. */
export function step(
  node: PrefixUnaryExpression | PostfixUnaryExpression,
  scope: Scope,
  reader: Reader,
): { readonly before: Value; readonly after: Value } {
  const target = node.getOperand();
  const by = num(node.getOperatorToken() === SyntaxKind.PlusPlusToken ? 1 : -1);
  let before: Value | undefined;
  const after = assign(target, (old) => scalar(add(asScalar((before = old()), target, reader), by)), scope, reader);
  return { before: before!, after };
}
