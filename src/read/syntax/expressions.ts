/** What expressions mean: one reading rule per kind of syntax. */
import { type BinaryExpression, Node, SyntaxKind } from "ts-morph";
import { negate, rationalNumber, rationals } from "../../expr/index.js";
import { asScalar, elementAt, list } from "../values/arrays.js";
import { assign, step } from "./assignments.js";
import { chooseBetween } from "./branches.js";
import { decided, not } from "./conditions.js";
import { userFunction } from "./functions.js";
import { CONSTRUCTORS } from "../library/globals.js";
import { COMPOUND, applyOperator, asCondition } from "./operators.js";
import { propertyOf } from "./properties.js";
import { type Reader, type Rules, Unreadable } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { type Value, describe, literal, scalar } from "../values/values.js";

/** Syntax that only types see. */
const readThrough = (node: Node & { getExpression(): Node }, scope: Scope, reader: Reader): Value =>
  reader.evaluate(node.getExpression(), scope);

export const EXPRESSIONS: Rules<Value> = {
  [SyntaxKind.ParenthesizedExpression]: readThrough,
  [SyntaxKind.AsExpression]: readThrough,
  [SyntaxKind.SatisfiesExpression]: readThrough,
  [SyntaxKind.NonNullExpression]: readThrough,

  // The literal's text, not its double: 0.1 is 1/10.
  [SyntaxKind.NumericLiteral]: (node, _, { faults }) => {
    const double = node.getLiteralValue();
    if (!Number.isFinite(double)) return faults.fail(node, "notReal");
    return double === 0 ? literal(0) : scalar(rationalNumber(rationals.parseRational(node.getText())));
  },
  [SyntaxKind.TrueKeyword]: () => decided(true),
  [SyntaxKind.FalseKeyword]: () => decided(false),
  [SyntaxKind.StringLiteral]: (node) => ({ kind: "text", text: node.getLiteralText() }),

  [SyntaxKind.Identifier]: (node, scope, { faults }) => {
    const binding = scope.lookup(node.getText());
    if (!binding) return faults.fail(node, "unknownName", { name: node.getText() });
    const value = typeof binding === "function" ? binding(node) : binding.contents[0]!;
    if (value.kind === "unread") throw new Unreadable(node.getText());
    return value;
  },

  [SyntaxKind.PrefixUnaryExpression]: (node, scope, reader) => {
    const operand = node.getOperand();
    switch (node.getOperatorToken()) {
      case SyntaxKind.PlusToken:
        return scalar(asScalar(reader.evaluate(operand, scope), operand, reader));
      case SyntaxKind.MinusToken:
        return scalar(negate(asScalar(reader.evaluate(operand, scope), operand, reader)));
      case SyntaxKind.ExclamationToken:
        return not(asCondition(reader.evaluate(operand, scope), operand, reader));
      case SyntaxKind.PlusPlusToken:
      case SyntaxKind.MinusMinusToken:
        return step(node, scope, reader).after;
      case SyntaxKind.TildeToken:
        return reader.faults.fail(node, "unsupported", { what: "the operator ~" });
    }
  },
  [SyntaxKind.PostfixUnaryExpression]: (node, scope, reader) => step(node, scope, reader).before,
  [SyntaxKind.BinaryExpression]: readBinary,
  [SyntaxKind.ConditionalExpression]: (node, scope, reader) => {
    const test = node.getCondition();
    const when = asCondition(reader.evaluate(test, scope), test, reader);
    const ways = [
      () => reader.evaluate(node.getWhenTrue(), scope),
      () => reader.evaluate(node.getWhenFalse(), scope),
    ] as const;
    return chooseBetween(when, ways, node, reader);
  },

  [SyntaxKind.ArrayLiteralExpression]: (node, scope, reader) =>
    list(readItems(node.getElements(), scope, reader), reader),
  [SyntaxKind.ObjectLiteralExpression]: (node, scope, reader) => {
    const fields = new Map<string, Value>();
    for (const property of node.getProperties()) {
      if (Node.isShorthandPropertyAssignment(property))
        fields.set(property.getName(), reader.evaluate(property.getNameNode(), scope));
      else if (Node.isPropertyAssignment(property) && Node.isIdentifier(property.getNameNode()))
        fields.set(property.getName(), reader.evaluate(property.getInitializerOrThrow(), scope));
      else reader.faults.fail(property, "unsupported", { what: `\`${property.getText()}\` in an object` });
    }
    return { kind: "object", fields };
  },
  [SyntaxKind.ElementAccessExpression]: (node, scope, reader) => {
    if (node.hasQuestionDotToken()) reader.faults.fail(node, "unsupported", { what: "the operator ?." });
    const owner = reader.evaluate(node.getExpression(), scope);
    const at = node.getArgumentExpressionOrThrow();
    const index = reader.evaluate(at, scope);
    if (index.kind === "text") return propertyOf(owner, index.text, node, reader);
    if (owner.kind === "list" || owner.kind === "family") return elementAt(owner, index, at, reader);
    return reader.faults.fail(node.getExpression(), "notAnArray", { found: describe(owner) });
  },
  [SyntaxKind.PropertyAccessExpression]: (node, scope, reader) => {
    if (node.hasQuestionDotToken()) reader.faults.fail(node, "unsupported", { what: "the operator ?." });
    return propertyOf(reader.evaluate(node.getExpression(), scope), node.getName(), node.getNameNode(), reader);
  },

  [SyntaxKind.NewExpression]: (node, scope, reader) => {
    const name = node.getExpression().getText();
    const make = Object.hasOwn(CONSTRUCTORS, name) ? CONSTRUCTORS[name] : undefined;
    if (!make) return reader.faults.fail(node, "unsupported", { what: `new ${name}` });
    return make(readItems(node.getArguments(), scope, reader), node, reader);
  },

  [SyntaxKind.ArrowFunction]: userFunction,
  [SyntaxKind.FunctionExpression]: userFunction,
  [SyntaxKind.CallExpression]: (node, scope, reader) => {
    if (node.hasQuestionDotToken()) reader.faults.fail(node, "unsupported", { what: "the operator ?." });
    const callee = reader.evaluate(node.getExpression(), scope);
    return reader.call(callee, readItems(node.getArguments(), scope, reader), node);
  },
};

/** The values of a list of expressions, `...xs` spread out. */
function readItems(nodes: readonly Node[], scope: Scope, reader: Reader): Value[] {
  return nodes.flatMap((node): readonly Value[] => {
    if (!Node.isSpreadElement(node)) return [reader.evaluate(node, scope)];
    const spread = reader.evaluate(node.getExpression(), scope);
    if (spread.kind === "list") return spread.cell.contents;
    if (spread.kind === "family")
      return reader.faults.fail(node, "namedSizeNeedsSum", { name: "`...`", size: String(spread.variable.size) });
    return reader.faults.fail(node, "notAnArray", { found: describe(spread) });
  });
}

function readBinary(node: BinaryExpression, scope: Scope, reader: Reader): Value {
  const [left, right] = [node.getLeft(), node.getRight()];
  const operator = node.getOperatorToken().getKind();
  if (operator === SyntaxKind.EqualsToken) return assign(left, () => reader.evaluate(right, scope), scope, reader);
  const compound = COMPOUND[operator];
  if (compound) {
    return assign(
      left,
      (old) => applyOperator(compound, [old(), reader.evaluate(right, scope)], node, reader),
      scope,
      reader,
    );
  }
  if (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.BarBarToken) {
    const first = asCondition(reader.evaluate(left, scope), left, reader);
    const second = () => asCondition(reader.evaluate(right, scope), right, reader);
    return operator === SyntaxKind.BarBarToken
      ? chooseBetween(first, [() => decided(true), second], node, reader)
      : chooseBetween(first, [second, () => decided(false)], node, reader);
  }
  return applyOperator(operator, [reader.evaluate(left, scope), reader.evaluate(right, scope)], node, reader);
}
