/** Fills the holes of a template: a type-checked TypeScript file in which names that start with $ stand for text. */
import { readFileSync } from "node:fs";
import { type Identifier, Node, Project, type SourceFile, SyntaxKind } from "ts-morph";

/** templates/ lies beside src/ and beside the published dist/. */
export const readTemplate = (file: string): string =>
  readFileSync(new URL(`../../templates/${file}`, import.meta.url), "utf8");

/** The template with each hole replaced by its text; declarations of holes go away, each once whatever it mentions. */
export function fillTemplate(template: string, texts: Readonly<Record<string, string>>): string {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const file = project.createSourceFile("template.ts", template);
  const found = new Map([...holes(file)].map((hole) => [hole[0].getStart(), hole]));
  const edits = [...found.values()].map(([hole, name]) => {
    const text = name === undefined ? "" : texts[name];
    if (text === undefined) throw new Error(`internal: no text for the hole ${String(name)}`);
    return { from: hole.getStart(), to: hole.getEnd(), text };
  });
  // From the end, so that positions stay right.
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), template);
}

/** An underscore marks a parameter that the template itself does not read. */
const HOLE = /^_?\$/;

type Span = Pick<Node, "getStart" | "getEnd">;

/** Each span to be replaced, with the name of its hole; none for a declaration, which leaves nothing. */
function* holes(file: SourceFile): Generator<readonly [Span, string | undefined]> {
  for (const node of file.getDescendants()) {
    if (!Node.isIdentifier(node) || !HOLE.test(node.getText())) continue;
    const declaration = node.getFirstAncestor(
      (ancestor) => Node.isAmbientable(ancestor) && ancestor.hasDeclareKeyword(),
    );
    yield declaration ? [declaration, undefined] : [holeAround(node), node.getText()];
  }
}

/** `$x()` as a statement, `...$x`, a parameter or member `$x: T` are holes as a whole. */
function holeAround(identifier: Identifier): Span {
  const parent = identifier.getParentOrThrow();
  if (Node.isCallExpression(parent)) return parent.getParentIfKindOrThrow(SyntaxKind.ExpressionStatement);
  const isWhole =
    Node.isSpreadAssignment(parent) || Node.isParameterDeclaration(parent) || Node.isPropertySignature(parent);
  return isWhole ? parent : identifier;
}
