/** Expressions over named sizes as a theorist writes them: (4/n) Σ_j q_j (u_j² + v_j²). */
import { type Expr, delta, rationals, zero } from "../../expr/index.js";
import { Binds } from "../../expr/binds.js";
import { readingOrder, rootOrder } from "../../expr/fraction.js";
import { affine, counted } from "./affine.js";
import type { IndexNames, Letters } from "./letters.js";
import { writePosition } from "./position.js";
import { writeProduct } from "./product.js";
import type { Style } from "./style.js";
import { type Writers, Writing } from "./writing.js";

/** @param free the letters of the indices that `root` leaves open */
export const writeIndexed = (root: Expr, free: IndexNames, letters: Letters, style: Style): string =>
  new Writing(style, WRITERS, letters, free).text(root);

const WRITERS: Writers = {
  num: writeProduct,
  pi: (_, { style }) => [style.pi, Binds.Atom],
  size: ({ name }) => [name, Binds.Atom],
  // Its value, which is counted from 0.
  index: (e, w) => [`${w.letter(e)} ${w.style.minus} 1`, Binds.Sum],
  element: ({ tensor, indices }, w) => {
    const subscripts = indices.map((i) => writePosition(counted(i), w, 1));
    return [w.style.subscripted(tensor.name, subscripts), Binds.Atom];
  },
  add: (e, w) => {
    const { minus } = w.style;
    const terms = readingOrder(e).map((term) => w.at(term, Binds.Sum));
    const joined = terms.reduce((line, term) =>
      term.startsWith(minus) ? `${line} ${minus} ${term.slice(minus.length)}` : `${line} + ${term}`,
    );
    return [joined, Binds.Sum];
  },
  mul: writeProduct,
  pow: (e, w) => {
    const { exponent, base } = e;
    if (rootOrder(e) === 2) return [w.style.root(w.text(base)), Binds.Atom];
    const negative = exponent.kind === "num" && rationals.signQ(exponent.value) < 0;
    if (negative) return writeProduct(e, w);
    return [w.style.power(w.at(base, Binds.Atom), w.text(exponent)), Binds.Power];
  },
  call: ({ name, args }, w) => {
    const written = args.map((arg) => w.text(arg));
    return [w.style.call(name, written), Binds.Atom];
  },
  sum: (e, w) => {
    const [letter, body] = w.sum(e);
    return [w.style.sum(letter) + body, Binds.Product];
  },
  delta: (e, w) => {
    const both = delta(counted(e.left), counted(e.right));
    if (both.kind !== "delta") throw new Error("internal: a delta of positions that is decided");
    return [w.style.delta(writePosition(both.left, w), writePosition(both.right, w)), Binds.Atom];
  },
  piecewise: ({ relation, left, right, then, otherwise }, w) => {
    if (otherwise === zero && [left, right].every((side) => affine(side))) {
      const sides = [left, right].map(counted);
      // The index alone on its side.
      const own = sides.map(affine).find((side) => side?.parts.some(([, part]) => typeof part !== "string"));
      const [before, after] = sides.map((side) => writePosition(side, w, -(own?.at ?? 0)));
      return [w.style.where(before!, relation, after!) + w.at(then, Binds.Product), Binds.Product];
    }
    const [before, after, first, second] = [left, right, then, otherwise].map((part) => w.text(part));
    return [w.style.cases(before!, relation, after!, first!, second!), Binds.Atom];
  },
};
