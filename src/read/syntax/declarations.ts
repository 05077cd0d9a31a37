/** const and let. */
import { VariableDeclarationKind, type VariableDeclarationList } from "ts-morph";
import { type Binder, bind } from "./patterns.js";
import type { Reader } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { NOTHING } from "../values/values.js";

/** How the names of a declaration are bound: `const` ones cannot be written. */
export function binderOf(declarations: VariableDeclarationList, scope: Scope, reader: Reader): Binder {
  switch (declarations.getDeclarationKind()) {
    case VariableDeclarationKind.Const:
      return { scope, reader, protection: "constant" };
    case VariableDeclarationKind.Let:
      return { scope, reader };
    case VariableDeclarationKind.Var:
    case VariableDeclarationKind.Using:
    case VariableDeclarationKind.AwaitUsing:
      return reader.faults.fail(declarations, "varKeyword");
  }
}

export function declare(declarations: VariableDeclarationList, scope: Scope, reader: Reader): void {
  const binder = binderOf(declarations, scope, reader);
  for (const declaration of declarations.getDeclarations()) {
    const initializer = declaration.getInitializer();
    bind(declaration.getNameNode(), initializer ? reader.evaluate(initializer, scope) : NOTHING, binder);
  }
}
