/**
 * The JavaScript in the TypeScript of a generated module, or of another plain file: its types cut out of the text, its
 * imports and exports as CommonJS. A tenth of the work of TypeScript's own emitter, which prints every statement again.
 */
import { ts } from "ts-morph";
import { isPlain } from "./plain.js";

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const OPTIONS = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };

export const javascriptOf = (text: string): string => withoutTypes(ts.createSourceFile("module.ts", text, OPTIONS));

/** The same for a file of a user; undefined unless it is plain. */
export function javascriptOfPlain(text: string): string | undefined {
  const file = ts.createSourceFile("module.ts", text, OPTIONS);
  return isPlain(file) ? withoutTypes(file) : undefined;
}

function withoutTypes(file: ts.SourceFile): string {
  const edits: Edit[] = [];
  const exported: string[] = [];
  const replace = (from: number, to: number, by = ""): void => {
    edits.push({ from, to, text: by });
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      replace(statement.getStart(file), statement.end, required(statement));
      continue;
    }
    exported.push(...exportedNames(statement));
    visit(statement, replace, file);
  }
  const assigned = exported.map((name) => `exports.${name} = ${name};\n`).join("");
  return applied(file.text, edits) + assigned;
}

/** Cuts out what only the type checker reads. */
function visit(node: ts.Node, replace: (from: number, to: number) => void, file: ts.SourceFile): void {
  const cut = (part: ts.Node | undefined): void => {
    if (part) replace(part.getStart(file), part.end);
  };
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
    cut(node);
    return;
  }
  if (node.kind === ts.SyntaxKind.ExportKeyword) cut(node);
  const { type, questionToken, typeParameters, typeArguments, exclamationToken } = node as Partial<Typed>;
  // x as T, x satisfies T and x!: all behind x goes.
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
    replace(node.expression.end, node.end);
  // A type begins behind its colon.
  else if (type) replace(type.pos - 1, type.end);
  if (ts.isParameter(node)) cut(questionToken);
  cut(exclamationToken);
  for (const list of [typeParameters, typeArguments])
    if (list) replace(list.pos - 1, file.text.indexOf(">", list.end) + 1);
  ts.forEachChild(node, (child) => {
    if (!ts.isTypeNode(child) && !ts.isTypeParameterDeclaration(child)) visit(child, replace, file);
  });
}

interface Typed {
  readonly type: ts.TypeNode;
  readonly questionToken: ts.Node;
  readonly exclamationToken: ts.Node;
  readonly typeParameters: ts.NodeArray<ts.Node>;
  readonly typeArguments: ts.NodeArray<ts.Node>;
}

/** import { type A, b } from "c": const { b } = require("c"). */
function required({ importClause, moduleSpecifier }: ts.ImportDeclaration): string {
  const bindings = importClause?.namedBindings;
  if (!importClause || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return "";
  if (importClause.name || !bindings || !ts.isNamedImports(bindings))
    throw new Error("internal: a generated module imports names alone");
  const names = bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ? `${propertyName.text}: ${name.text}` : name.text));
  const from = (moduleSpecifier as ts.StringLiteral).text;
  return names.length === 0 ? "" : `const { ${names.join(", ")} } = require(${JSON.stringify(from)});`;
}

/** The names that the statement declares for others. */
function exportedNames(statement: ts.Statement): readonly string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isFunctionDeclaration(statement)) return [statement.name!.text];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text);
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
    // Cut out already, with what it stands in.
    if (edit.from < position) continue;
    result += text.slice(position, edit.from) + edit.text;
    position = edit.to;
  }
  return result + text.slice(position);
}
