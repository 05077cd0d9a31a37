/** const and let. */
import type { VariableDeclarationList } from "ts-morph";
import { bind } from "./patterns.js";
import type { Reader } from "./reader.js";
import type { Scope } from "./scope.js";
import { NOTHING } from "./values.js";

export function declare(declarations: VariableDeclarationList, scope: Scope, reader: Reader): void {
  const keyword = declarations.getDeclarationKind();
  if (keyword !== "const" && keyword !== "let") reader.faults.fail(declarations, "varKeyword");
  const binder = { scope, reader, ...(keyword === "const" && { protection: "constant" as const }) };
  for (const declaration of declarations.getDeclarations()) {
    const initializer = declaration.getInitializer();
    bind(declaration.getNameNode(), initializer ? reader.evaluate(initializer, scope) : NOTHING, binder);
  }
}
