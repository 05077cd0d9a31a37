/**
 * The statements of a module. Nothing runs: constants are computed when they are first needed, so that what only the
 * example needs may be any TypeScript.
 */
import { type KindToNodeMappings, Node, type Statement, SyntaxKind, type VariableDeclaration } from "ts-morph";
import { readEnum } from "../syntax/enums.js";
import { readExports, readImport } from "./imports.js";
import { userFunction } from "../syntax/functions.js";
import type { Later, Loading, Module } from "./module.js";
import { bind } from "../syntax/patterns.js";
import { type Reader, describeSyntax } from "../reader.js";
import { Scope } from "../values/scope.js";
import { type Value, protect } from "../values/values.js";

type TopLevelRules = {
  readonly [K in SyntaxKind]?: (node: KindToNodeMappings[K], module: Module, loading: Loading) => void;
};

const TOP_LEVEL: TopLevelRules = {
  [SyntaxKind.ImportDeclaration]: readImport,
  [SyntaxKind.ExportDeclaration]: readExports,
  [SyntaxKind.ExportAssignment]: (node, module, { reader }) => {
    const site = node.getExpression();
    const value = later("default", () => reader.evaluate(site, module.scope), reader);
    module.exports.set("default", { site, value });
  },
  [SyntaxKind.VariableStatement]: (node, module, { reader }) => {
    for (const declaration of node.getDeclarations())
      declareVariable(declaration, node.getDeclarationKind(), node.hasExportKeyword(), module, reader);
  },
  [SyntaxKind.FunctionDeclaration]: (node, module, { reader }) => {
    if (!node.hasBody()) return;
    const name = node.getName() ?? "default";
    const value = later(name, () => userFunction(node, module.scope, reader), reader);
    if (!module.scope.declare(name, value)) reader.faults.note(node, "redeclared", { name });
    if (node.hasDefaultKeyword()) module.exports.set("default", { site: node, value });
    else if (node.hasExportKeyword()) module.exports.set(name, { site: node, value });
  },
  [SyntaxKind.TypeAliasDeclaration]: declareType,
  [SyntaxKind.InterfaceDeclaration]: declareType,
  [SyntaxKind.EnumDeclaration]: (node, module, { reader }) => {
    const name = node.getName();
    const value = later(name, () => readEnum(node, module.scope, reader), reader);
    if (!module.scope.declare(name, value)) reader.faults.note(node, "redeclared", { name });
    if (node.hasExportKeyword()) module.exports.set(name, { site: node, value });
  },
  // Known to TypeScript alone; a use as a value is an unknown name.
  [SyntaxKind.ClassDeclaration]: () => undefined,
  [SyntaxKind.EmptyStatement]: () => undefined,
  // "use strict" and its like.
  [SyntaxKind.ExpressionStatement]: (node, _, { reader }) => {
    if (!Node.isStringLiteral(node.getExpression())) noteStatement(node, reader);
  },
};

const noteStatement = (statement: Node, { faults }: Reader): void => {
  faults.note(statement, "topLevelStatement", { what: describeSyntax(statement) });
};

export function declareStatement(statement: Statement, module: Module, loading: Loading): void {
  const rule = (TOP_LEVEL as Record<number, ((node: Node, module: Module, loading: Loading) => void) | undefined>)[
    statement.getKind()
  ];
  if (rule) rule(statement, module, loading);
  else noteStatement(statement, loading.reader);
}

/** Computes once; module-level values are never written. */
function later(name: string, compute: () => Value, { faults }: Reader): Later {
  let [value, computing]: [Value | undefined, boolean] = [undefined, false];
  return (use) => {
    if (value) return value;
    if (computing) return faults.fail(use, "circularDefinition", { name });
    computing = true;
    try {
      return (value = protect(compute(), "module"));
    } finally {
      computing = false;
    }
  };
}

function declareVariable(
  declaration: VariableDeclaration,
  keyword: string,
  exported: boolean,
  { scope, exports }: Module,
  reader: Reader,
): void {
  const pattern = declaration.getNameNode();
  const names = Node.isIdentifier(pattern)
    ? [pattern]
    : pattern.getDescendantsOfKind(SyntaxKind.BindingElement).map((element) => element.getNameNode());
  // A pattern binds all its names in one go, in a scope of its own.
  let bound: Scope | undefined;
  const compute = (name: string) => (): Value => {
    if (!bound) {
      const own = Scope.forCall(undefined);
      const initializer =
        declaration.getInitializer() ??
        reader.faults.fail(declaration, "unsupported", { what: "a constant without a value" });
      bind(pattern, reader.evaluate(initializer, scope), { scope: own, reader, protection: "constant" });
      bound = own;
    }
    return bound.valueOf(name)!;
  };
  for (const site of names.filter((name) => Node.isIdentifier(name))) {
    const name = site.getText();
    const value: Later =
      keyword === "const"
        ? later(name, compute(name), reader)
        : (use) => reader.faults.fail(use, "moduleVariable", { name });
    if (!scope.declare(name, value)) reader.faults.note(site, "redeclared", { name });
    if (exported) exports.set(name, { site: declaration.getInitializer() ?? site, value });
  }
}

function declareType(node: Node & { getName(): string }, { types }: Module): void {
  types.set(node.getName(), { kind: "declared", declaration: node, types });
}
