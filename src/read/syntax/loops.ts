/**
 * Loops. A loop whose condition is known in every round is run round by round; one that counts up to a named size is
 * read once, as a sum (named-sizes.ts).
 */
import {
  type BinaryExpression,
  type ForOfStatement,
  type ForStatement,
  type IterationStatement,
  Node,
  SyntaxKind,
  type WhileStatement,
} from "ts-morph";
import {
  type IndexVariable,
  type Size,
  add,
  asSize,
  freshIndex,
  one,
  shorten,
  subtract,
  symbol,
} from "../../expr/index.js";
import { asArray, asScalar, itemAt, requireCount } from "../values/arrays.js";
import { binderOf, declare } from "./declarations.js";
import { overNamedSize } from "./named-sizes.js";
import { asCondition } from "./operators.js";
import { bind, declareName } from "./patterns.js";
import { type Completion, NEXT, type Reader } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { NOTHING, type Value, integer, scalar } from "../values/values.js";

type Round = () => Completion;

/** Runs rounds while `more` says so. */
function runRounds(more: () => boolean, round: Round, site: Node, reader: Reader): Completion {
  while (more()) {
    reader.step(site);
    const completion = round();
    if (completion.exit === "break") break;
    if (completion.exit === "return") return completion;
  }
  return NEXT;
}

/** A round of a loop over a named size has to run to its end. */
function runOpenRound(
  size: Size,
  loop: IterationStatement,
  scope: Scope,
  reader: Reader,
  round: (i: IndexVariable) => Completion,
): Completion {
  const i = freshIndex(size);
  const known = scope.frame.early.length;
  overNamedSize(i, loop, reader, () => {
    const { exit } = round(i);
    const early = scope.frame.early.length > known;
    if (exit === "break" || exit === "return" || early) {
      const kind = exit === "break" ? SyntaxKind.BreakStatement : SyntaxKind.ReturnStatement;
      const body = loop.getStatement();
      reader.faults.fail(body.getFirstDescendantByKind(kind) ?? body, "loopExit", { what: early ? "return" : exit });
    }
    return NOTHING;
  });
  return NEXT;
}

export function readWhile(node: WhileStatement, scope: Scope, reader: Reader): Completion {
  const test = node.getExpression();
  const more = () => {
    const { decided } = asCondition(reader.evaluate(test, scope), test, reader);
    return decided ?? reader.faults.fail(test, "loopForm");
  };
  return runRounds(more, () => reader.execute(node.getStatement(), scope), node, reader);
}

export function readFor(node: ForStatement, scope: Scope, reader: Reader): Completion {
  const start = scope.inner();
  const initializer = node.getInitializer();
  const names: string[] = [];
  if (Node.isVariableDeclarationList(initializer)) {
    declare(initializer, start, reader);
    names.push(...initializer.getDeclarations().map((declaration) => declaration.getName()));
  } else if (initializer) reader.evaluate(initializer, start);
  const size = namedBound(node, start, reader);
  if (size !== undefined) return readCount(node, size, start, reader);

  // Every round has variables of its own, as in JavaScript: functions made in a round keep them.
  const ownVariables = (before: Scope): Scope => {
    const own = scope.inner();
    for (const name of names) declareName(name, before.valueOf(name)!, node, { scope: own, reader });
    return own;
  };
  let current = ownVariables(start);
  const more = () => {
    const test = node.getCondition();
    if (!test) return true;
    const { decided } = asCondition(reader.evaluate(test, current), test, reader);
    return decided ?? reader.faults.fail(test, "loopForm");
  };
  const round = () => {
    const completion = reader.execute(node.getStatement(), current);
    current = ownVariables(current);
    const increment = node.getIncrementor();
    if (increment) reader.evaluate(increment, current);
    return completion;
  };
  return runRounds(more, round, node, reader);
}

/** The n of `i < n`, or of `i <= n - 1`, when it is no number. */
function namedBound(node: ForStatement, scope: Scope, reader: Reader): Size | undefined {
  const test = node.getCondition();
  if (!Node.isBinaryExpression(test)) return undefined;
  const operator = test.getOperatorToken().getKind();
  const including = operator === SyntaxKind.LessThanEqualsToken;
  if (operator !== SyntaxKind.LessThanToken && !including) return undefined;
  const bound = reader.evaluate(test.getRight(), scope);
  if (bound.kind !== "scalar" || bound.expr.kind === "num") return undefined;
  return asSize(including ? add(bound.expr, one) : bound.expr) ?? reader.faults.fail(test, "loopForm");
}

/** `for (let i = 0; i < n; i++)` for a named size n; from a number on, or to n - c. */
function readCount(node: ForStatement, bound: Size, scope: Scope, reader: Reader): Completion {
  const refuse = () => reader.faults.fail(node.getConditionOrThrow(), "loopForm");
  const counter = (node.getConditionOrThrow() as BinaryExpression).getLeft();
  const cell = scope.lookup(counter.getText());
  const increment = node.getIncrementor();
  // A counter from outside would be n after the loop.
  const own = Node.isVariableDeclarationList(node.getInitializer());
  if (!own || !cell || typeof cell === "function" || !increment) return refuse();
  const first = asScalar(cell.contents[0]!, counter, reader);
  const from = integer(scalar(first));
  if (from === undefined || from < 0) return refuse();
  const range = shorten(bound, from);
  requireCount(range, reader);
  // The increment is tried on a symbol: it has to add 1.
  const before = symbol("~count", "argument");
  const { written } = reader.journal.rehearse(() => {
    reader.journal.write(cell, [scalar(before)]);
    reader.evaluate(increment, scope);
  });
  const after = written.get(cell)?.[0];
  if (written.size !== 1 || after?.kind !== "scalar" || subtract(after.expr, before) !== one) return refuse();
  return runOpenRound(range, node, scope, reader, (i) => {
    const inside = scope.inner();
    declareName(counter.getText(), scalar(add(i, first)), counter, { scope: inside, reader, protection: "constant" });
    return reader.execute(node.getStatement(), inside);
  });
}

export function readForOf(node: ForOfStatement, scope: Scope, reader: Reader): Completion {
  if (node.getAwaitKeyword()) reader.faults.fail(node, "unsupported", { what: "for await" });
  const start = node.getInitializer();
  if (!Node.isVariableDeclarationList(start))
    return reader.faults.fail(start, "unsupported", { what: "a loop without const" });
  const [declaration] = start.getDeclarations();
  const round = (item: Value): Completion => {
    const inside = scope.inner();
    bind(declaration!.getNameNode(), item, binderOf(start, inside, reader));
    return reader.execute(node.getStatement(), inside);
  };
  const array = asArray(reader.evaluate(node.getExpression(), scope), node.getExpression(), reader);
  if (array.kind === "family")
    return runOpenRound(array.variable.size, node, scope, reader, (i) => round(itemAt(array, i, node, reader)));
  let next = 0;
  // An array that grows in its own loop is read to its new end, as JavaScript does.
  return runRounds(
    () => next < array.cell.contents.length,
    () => round(array.cell.contents[next++]!),
    node,
    reader,
  );
}
