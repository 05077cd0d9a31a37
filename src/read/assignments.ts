/** Writing to variables and to elements of arrays. */
import { Node, type PostfixUnaryExpression, type PrefixUnaryExpression, SyntaxKind } from "ts-morph";
import { add, num } from "../expr/index.js";
import { asScalar } from "./arrays.js";
import { type Reader, writeTo } from "./reader.js";
import type { Scope } from "./scope.js";
import { type Value, describe, integer, scalar } from "./values.js";

/** `target = value()`; the target's own parts are read first, as JavaScript does. */
export function assign(target: Node, value: () => Value, scope: Scope, reader: Reader): Value {
  const { faults } = reader;
  if (Node.isParenthesizedExpression(target) || Node.isNonNullExpression(target))
    return assign(target.getExpression(), value, scope, reader);
  if (Node.isIdentifier(target)) {
    const name = target.getText();
    const binding = scope.lookup(name);
    if (!binding) return faults.fail(target, "unknownName", { name });
    if (typeof binding === "function") return faults.fail(target, "assignToConstant", { name });
    const result = value();
    writeTo(binding, [result], target, reader);
    return result;
  }
  if (!Node.isElementAccessExpression(target)) return faults.fail(target, "assignTarget", { target: target.getText() });
  const owner = reader.evaluate(target.getExpression(), scope);
  const at = target.getArgumentExpressionOrThrow();
  const position = reader.evaluate(at, scope);
  const result = value();
  const argument = argumentBehind(owner);
  if (argument !== undefined) return faults.fail(target, "mutatedArgument", { name: argument });
  if (owner.kind === "family") return faults.fail(target, "mutatedCopy");
  if (owner.kind !== "list") return faults.fail(target.getExpression(), "notAnArray", { found: describe(owner) });
  const { cell } = owner;
  const index = integer(position);
  if (index === undefined) return faults.fail(at, "indexNotInteger", { index: at.getText() });
  const length = cell.contents.length;
  if (index < 0 || index >= length)
    return faults.fail(at, "indexOutOfRange", { index, length, last: length - 1 });
  writeTo(cell, cell.contents.with(index, result), target, reader);
  return result;
}

/** The parameter or data array that a value is (a row of). */
export function argumentBehind(value: Value): string | undefined {
  if (value.kind === "family") return argumentBehind(value.item);
  if (value.kind === "list" && value.cell.protection !== undefined) return argumentBehind(value.cell.contents[0] ?? value);
  return value.kind === "scalar" && value.expr.kind === "element" ? value.expr.tensor.name : undefined;
}

/** `i++` and its like. */
export function step(
  node: PrefixUnaryExpression | PostfixUnaryExpression,
  scope: Scope,
  reader: Reader,
): { before: Value; after: Value } {
  const target = node.getOperand();
  const by = num(node.getOperatorToken() === SyntaxKind.PlusPlusToken ? 1 : -1);
  const before = scalar(asScalar(reader.evaluate(target, scope), target, reader));
  const after = assign(target, () => scalar(add(before.expr, by)), scope, reader);
  return { before, after };
}
