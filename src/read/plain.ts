/**
 * Files of which the types can be cut out, so that JavaScript is left that means the same: what most loss files are. The
 * others (enums, classes, default exports, several files) are left to TypeScript's emitter, which takes ten times as long.
 */
import { ts } from "ts-morph";

export const isPlain = (file: ts.SourceFile): boolean =>
  !CONTINUED.test(file.text) && file.statements.every((statement) => isPlainStatement(statement, file));

/**
 * A line that begins so goes on with the one before, which ended in a type that is gone: `y as T`, `(z)` is no call, `y`,
 * `(z)` is one. After a comma, a bracket or an operator it goes on in any case.
 */
const CONTINUED = /(?:[^\s,;([{=>&|?:+\-*%]|[^=]>)\s*\n\s*[([`]/;

function isPlainStatement(statement: ts.Statement, file: ts.SourceFile): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) return isPlainImport(statement);
  const isDeclaration = ts.isVariableStatement(statement) || ts.isFunctionDeclaration(statement);
  return isDeclaration && isPlainDeclaration(statement) && isPlainSyntax(statement, file);
}

/** Names of gen-sde: of other files TypeScript imports what they export later, too. */
function isPlainImport({ importClause, moduleSpecifier }: ts.ImportDeclaration): boolean {
  const isOwn = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === "gen-sde";
  const bindings = importClause?.namedBindings;
  return (
    isOwn &&
    importClause?.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ propertyName }) => propertyName === undefined || ts.isIdentifier(propertyName))
  );
}

/** `export` alone before a function or before variables with a name each. */
function isPlainDeclaration(statement: ts.VariableStatement | ts.FunctionDeclaration): boolean {
  if (!(statement.modifiers ?? []).every(({ kind }) => PLAIN_MODIFIERS.includes(kind))) return false;
  if (ts.isFunctionDeclaration(statement)) return true;
  return statement.declarationList.declarations.every(({ name }) => ts.isIdentifier(name));
}

const PLAIN_MODIFIERS: readonly ts.SyntaxKind[] = [ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.AsyncKeyword];

/** Nothing inside that TypeScript makes code of, or whose types stand before a value. */
function isPlainSyntax(node: ts.Node, file: ts.SourceFile): boolean {
  if (OTHER.has(node.kind)) return false;
  if (ts.isFunctionDeclaration(node) && node.body === undefined) return false;
  if (ts.isParameter(node) && node.name.getText(file) === "this") return false;
  return ts.forEachChild(node, (child) => (isPlainSyntax(child, file) ? undefined : "other")) === undefined;
}

const OTHER: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.Decorator,
  ts.SyntaxKind.MetaProperty,
  ts.SyntaxKind.ImportKeyword,
]);
