import { type Expr, children } from "./node.js";

/** A question about a node that is true as soon as it is true of a part; asked once of parts that expressions share. */
export function holdsForPart(test: (e: Expr) => boolean): (e: Expr) => boolean {
  const known = new WeakMap<Expr, boolean>();
  const ask = (e: Expr): boolean => {
    let answer = known.get(e);
    if (answer === undefined) {
      answer = test(e) || children(e).some(ask);
      known.set(e, answer);
    }
    return answer;
  };
  return ask;
}
