/** Arithmetic and comparisons on numbers: one row per operator. */
import { type BinaryExpression, Node, SyntaxKind } from "ts-morph";
import {
  DivisionByZero,
  type Expr,
  type Relation,
  add,
  divide,
  multiply,
  num,
  power,
  rationals,
  subtract,
} from "../../expr/index.js";
import { asScalar } from "../values/arrays.js";
import { compareValues, not } from "./conditions.js";
import type { Reader } from "../reader.js";
import { type Condition, type Value, describe, scalar } from "../values/values.js";

type Arithmetic = (left: Expr, right: Expr, site: Node, reader: Reader) => Expr;

/** Powers of numbers are exact: this bounds their digits. */
const LARGEST_EXPONENT = 4096n;

export const raise: Arithmetic = (base, exponent, site, { faults }) => {
  if (base.kind === "num" && exponent.kind === "num") {
    const { numerator, denominator } = exponent.value;
    if (numerator > LARGEST_EXPONENT || numerator < -LARGEST_EXPONENT)
      faults.fail(site, "hugePower", { exponent: rationals.formatQ(exponent.value) });
    if (denominator !== 1n && rationals.signQ(base.value) < 0) faults.fail(site, "notReal");
  }
  return exact(() => power(base, exponent), site, faults);
};

const remainder: Arithmetic = (left, right, site, { faults }) => {
  if (left.kind !== "num" || right.kind !== "num") return faults.fail(site, "remainder");
  const [a, b] = [left.value, right.value];
  if (!rationals.isIntegerQ(a) || !rationals.isIntegerQ(b) || rationals.isZeroQ(b))
    return faults.fail(site, "remainder");
  return num(a.numerator % b.numerator);
};

/** Smart constructors refuse only division by zero. */
function exact(make: () => Expr, site: Node, faults: Reader["faults"]): Expr {
  try {
    return make();
  } catch (error) {
    if (error instanceof DivisionByZero) return faults.fail(site, "divisionByZero");
    throw error;
  }
}

const ARITHMETIC: Readonly<Partial<Record<SyntaxKind, Arithmetic>>> = {
  [SyntaxKind.PlusToken]: (left, right) => add(left, right),
  [SyntaxKind.MinusToken]: subtract,
  [SyntaxKind.AsteriskToken]: (left, right) => multiply(left, right),
  [SyntaxKind.SlashToken]: (left, right, site, { faults }) => exact(() => divide(left, right), site, faults),
  [SyntaxKind.AsteriskAsteriskToken]: raise,
  [SyntaxKind.PercentToken]: remainder,
};

/** `a += b` is `a = a + b`. */
export const COMPOUND: Readonly<Partial<Record<SyntaxKind, SyntaxKind>>> = {
  [SyntaxKind.PlusEqualsToken]: SyntaxKind.PlusToken,
  [SyntaxKind.MinusEqualsToken]: SyntaxKind.MinusToken,
  [SyntaxKind.AsteriskEqualsToken]: SyntaxKind.AsteriskToken,
  [SyntaxKind.SlashEqualsToken]: SyntaxKind.SlashToken,
  [SyntaxKind.AsteriskAsteriskEqualsToken]: SyntaxKind.AsteriskAsteriskToken,
  [SyntaxKind.PercentEqualsToken]: SyntaxKind.PercentToken,
};

type Comparison = (left: Expr, right: Expr, site: Node, reader: Reader) => Condition;
const inOrder =
  (relation: Relation): Comparison =>
  (left, right, site, reader) =>
    compareValues(relation, left, right, site, reader);
const turned =
  (relation: Relation): Comparison =>
  (left, right, site, reader) =>
    compareValues(relation, right, left, site, reader);

const COMPARISONS: Readonly<Partial<Record<SyntaxKind, Comparison>>> = {
  [SyntaxKind.LessThanToken]: inOrder("<"),
  [SyntaxKind.LessThanEqualsToken]: inOrder("<="),
  [SyntaxKind.GreaterThanToken]: turned("<"),
  [SyntaxKind.GreaterThanEqualsToken]: turned("<="),
  [SyntaxKind.EqualsEqualsEqualsToken]: inOrder("=="),
  [SyntaxKind.EqualsEqualsToken]: inOrder("=="),
  [SyntaxKind.ExclamationEqualsEqualsToken]: (...args) => not(inOrder("==")(...args)),
  [SyntaxKind.ExclamationEqualsToken]: (...args) => not(inOrder("==")(...args)),
};

/** The value of `left operator right`; the operands are read already. */
export function applyOperator(
  operator: SyntaxKind,
  operands: readonly [Value, Value],
  site: Node,
  reader: Reader,
): Value {
  const sites = Node.isBinaryExpression(site) ? sidesOf(site) : ([site, site] as const);
  const numbers = () => [asScalar(operands[0], sites[0], reader), asScalar(operands[1], sites[1], reader)] as const;
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic) return scalar(arithmetic(...numbers(), site, reader));
  const comparison = COMPARISONS[operator];
  if (comparison) return comparison(...numbers(), site, reader);
  return reader.faults.fail(site, "unsupported", { what: `the operator ${operatorText(site)}` });
}

const sidesOf = (node: BinaryExpression) => [node.getLeft(), node.getRight()] as const;
const operatorText = (site: Node): string =>
  Node.isBinaryExpression(site) ? site.getOperatorToken().getText() : site.getText();

export function asCondition(value: Value, site: Node, { faults }: Reader): Condition {
  if (value.kind === "condition") return value;
  return faults.fail(site, "notACondition", { found: describe(value) });
}
