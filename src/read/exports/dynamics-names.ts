/** The optional export `dynamics`: names of limiting dynamics to derive, as a list of literal strings. */
import { Node } from "ts-morph";
import { spanOf } from "../faults.js";
import type { DynamicsRequest } from "../model.js";
import type { Reader } from "../reader.js";

export function readDynamicsNames(site: Node, { faults }: Reader): readonly DynamicsRequest[] {
  const list = bare(site);
  if (!Node.isArrayLiteralExpression(list)) return faults.fail(site, "dynamicsForm");
  return list.getElements().map((item) => {
    if (!Node.isStringLiteral(item) && !Node.isNoSubstitutionTemplateLiteral(item))
      return faults.fail(item, "dynamicsForm");
    return { name: item.getLiteralValue(), span: spanOf(item) };
  });
}

/** Without `as const`, `satisfies …` and parentheses. */
function bare(node: Node): Node {
  const isWrapper =
    Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isParenthesizedExpression(node);
  return isWrapper ? bare(node.getExpression()) : node;
}
