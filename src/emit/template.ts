/** Fills the holes of a template: a type-checked TypeScript file in which names that start with $ stand for text. */
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";

/** templates/ lies beside src/ and beside the published dist/. */
export const readTemplate = (file: string): string =>
  readFileSync(new URL(`../../templates/${file}`, import.meta.url), "utf8");

/** The template with each hole replaced by its text; declarations of holes go away. */
export function fillTemplate(template: string, texts: Readonly<Record<string, string>>): string {
  const file = ts.createSourceFile("template.ts", template, ts.ScriptTarget.ES2022, true);
  const edits = holes(file).map(({ node, name }) => {
    const text = name === undefined ? "" : texts[name];
    if (text === undefined) throw new Error(`internal: no text for the hole ${String(name)}`);
    return { from: node.getStart(file), to: node.end, text };
  });
  // From the end, so that positions stay right.
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), template);
}

/** An underscore marks a parameter that the template itself does not read. */
const HOLE = /^_?\$/;

/** What is to be replaced, with the name of its hole; none for a declaration, which leaves nothing. */
interface Hole {
  readonly node: ts.Node;
  readonly name?: string;
}

function holes(node: ts.Node): readonly Hole[] {
  if (ts.isIdentifier(node)) return HOLE.test(node.text) ? [{ node: holeAround(node), name: node.text }] : [];
  const inside: Hole[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...holes(child));
  });
  return inside.length > 0 && isDeclared(node) ? [{ node }] : inside;
}

const isDeclared = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true;

/** `$x()` as a statement, `...$x`, a parameter or member `$x: T` are holes as a whole. */
function holeAround(identifier: ts.Identifier): ts.Node {
  const { parent } = identifier;
  if (ts.isCallExpression(parent)) return parent.parent;
  const isWhole = ts.isSpreadAssignment(parent) || ts.isParameter(parent) || ts.isPropertySignature(parent);
  return isWhole ? parent : identifier;
}
