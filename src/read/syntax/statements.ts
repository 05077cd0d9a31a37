/** What statements do: one reading rule per kind of syntax. */
import { Node, type Statement, SyntaxKind } from "ts-morph";
import { executeBoth } from "./branches.js";
import { declare } from "./declarations.js";
import { userFunction } from "./functions.js";
import { readFor, readForOf, readWhile } from "./loops.js";
import { asCondition } from "./operators.js";
import { bindUnread, declareName } from "./patterns.js";
import { type Completion, NEXT, type Reader, type Rules, Unreadable } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { NOTHING, UNREAD } from "../values/values.js";

export const STATEMENTS: Rules<Completion> = {
  [SyntaxKind.Block]: (node, scope, reader) => runStatements(node.getStatements(), scope.inner(), reader),
  [SyntaxKind.VariableStatement]: (node, scope, reader) => {
    declare(node.getDeclarationList(), scope, reader);
    return NEXT;
  },
  [SyntaxKind.ExpressionStatement]: (node, scope, reader) => {
    reader.evaluate(node.getExpression(), scope);
    return NEXT;
  },
  [SyntaxKind.IfStatement]: (node, scope, reader) => {
    const test = node.getExpression();
    const when = asCondition(reader.evaluate(test, scope), test, reader);
    const run = (branch: Statement | undefined) => () => (branch ? reader.execute(branch, scope) : NEXT);
    return executeBoth(when, [run(node.getThenStatement()), run(node.getElseStatement())], scope.frame, test, reader);
  },
  [SyntaxKind.ForStatement]: readFor,
  [SyntaxKind.ForOfStatement]: readForOf,
  [SyntaxKind.WhileStatement]: readWhile,
  [SyntaxKind.ReturnStatement]: (node, scope, reader) => {
    const result = node.getExpression();
    return { exit: "return", value: result ? reader.evaluate(result, scope) : NOTHING };
  },
  [SyntaxKind.BreakStatement]: (node, _, { faults }) =>
    node.getLabel() ? faults.fail(node, "unsupported", { what: "a label" }) : { exit: "break" },
  [SyntaxKind.ContinueStatement]: (node, _, { faults }) =>
    node.getLabel() ? faults.fail(node, "unsupported", { what: "a label" }) : { exit: "continue" },
  // Functions are declared when their block begins; types are read where they are named.
  [SyntaxKind.FunctionDeclaration]: () => NEXT,
  [SyntaxKind.TypeAliasDeclaration]: () => NEXT,
  [SyntaxKind.InterfaceDeclaration]: () => NEXT,
  [SyntaxKind.EmptyStatement]: () => NEXT,
};

/** Runs statements up to the first exit. What cannot be read is passed over, to find more faults in one go. */
function runStatements(statements: readonly Statement[], scope: Scope, reader: Reader): Completion {
  for (const statement of statements)
    if (Node.isFunctionDeclaration(statement)) {
      const name = statement.getName();
      if (name !== undefined)
        declareName(name, userFunction(statement, scope, reader), statement, { scope, reader, protection: "constant" });
    }
  for (const statement of statements) {
    try {
      const completion = reader.execute(statement, scope);
      if (completion.exit !== "none") return completion;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      scope.frame.unreadable = true;
      if (Node.isReturnStatement(statement)) return { exit: "return", value: UNREAD };
      passOver(statement, scope, reader);
    }
  }
  return NEXT;
}

/** The variables that an unreadable statement declares or assigns have no known value. */
function passOver(statement: Statement, scope: Scope, reader: Reader): void {
  if (Node.isVariableStatement(statement))
    for (const declaration of statement.getDeclarations()) bindUnread(declaration.getNameNode(), { scope, reader });
  for (const assignment of statement.getDescendantsOfKind(SyntaxKind.BinaryExpression)) {
    const cell = Node.isIdentifier(assignment.getLeft()) ? scope.lookup(assignment.getLeft().getText()) : undefined;
    const writes = /^[^=<>!]*=$/.test(assignment.getOperatorToken().getText());
    if (writes && cell && typeof cell !== "function" && !cell.protection) reader.journal.write(cell, [UNREAD]);
  }
}
