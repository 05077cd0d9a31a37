/** nerdamer as a proposer and as an oracle. Its answers are read here and judged by the caller: it is often wrong. */
import type { Element, Expr } from "../expr/index.js";
import { ask } from "./load.js";
import { Names } from "./names.js";
import { parse } from "./parse.js";
import { toNerdamer } from "./write.js";

/** Longer texts are not sent: nerdamer cannot be interrupted. */
const LONGEST = 600;

function request(wrap: (text: string, names: Names) => string, e: Expr): Expr {
  const names = new Names();
  const answer = ask(wrap(toNerdamer(e, names), names));
  return parse(answer, (name) => names.expression(name));
}

/** Another form of e, unverified; undefined when nerdamer fails or the expression is not for it. */
export function propose(kind: "simplify" | "factor" | "expand", e: Expr): Expr | undefined {
  try {
    return request((text) => {
      if (text.length > LONGEST) throw new Error("internal: too long for nerdamer");
      return `${kind}(${text})`;
    }, e);
  } catch {
    // nerdamer throws on much that is well-formed; whatever happened, there is no proposal.
    return undefined;
  }
}

/** d e / d x by nerdamer: for comparison with calculus/. Throws where nerdamer does. */
export const nerdamerDerivative = (e: Expr, x: Element): Expr =>
  request((text, names) => `diff(${text},${names.nameOf(x)})`, e);
