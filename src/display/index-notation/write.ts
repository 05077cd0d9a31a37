/** Expressions over named sizes as a theorist writes them: (4/n) Σ_j q_j (u_j² + v_j²). */
import { type Expr, type IndexVariable, type Kind, type Size, delta, open, rationals, zero } from "../../expr/index.js";
import { fraction, readingOrder, rootOrder } from "../../expr/fraction.js";
import { affine, counted } from "./affine.js";
import type { Style } from "./style.js";

/** One letter for each size; further indices over the same size get primes. */
export type Letters = ReadonlyMap<Size, string>;
/** How the indices that stand free are called. */
export type IndexNames = ReadonlyMap<IndexVariable, string>;

enum Binds {
  Sum = 1,
  Product = 2,
  Power = 3,
  Atom = 4,
}
type Written = readonly [text: string, binds: Binds];

/** The letters for these free indices, left to right. */
export function nameIndices(indices: readonly IndexVariable[], letters: Letters): IndexNames {
  return indices.reduce<IndexNames>(
    (names, variable) =>
      names.has(variable) ? names : new Map([...names, [variable, freeLetter(variable, names, letters)]]),
    new Map(),
  );
}

function freeLetter({ size }: IndexVariable, names: IndexNames, letters: Letters): string {
  const taken = new Set(names.values());
  let letter = letters.get(size) ?? "i";
  while (taken.has(letter)) letter += "′";
  return letter;
}

export function writeIndexed(root: Expr, free: IndexNames, letters: Letters, style: Style): string {
  const write = (e: Expr, names: IndexNames): Written => (WRITERS[e.kind] as Writer<Kind>)(e, names);
  const at = (e: Expr, least: Binds, names: IndexNames): string => {
    const [text, binds] = write(e, names);
    return binds < least ? style.group(text) : text;
  };
  const plain = (e: Expr, names: IndexNames): string => write(e, names)[0];

  const product = (e: Expr, names: IndexNames): Written => {
    const { negative, numerator, denominator, above, below } = fraction(e);
    // A sum reaches to the end of its product: only the last factor may be one without parentheses.
    const sums = above.filter(({ kind }) => kind === "sum");
    const factors = [...above.filter(({ kind }) => kind !== "sum"), ...sums].map((factor, position) =>
      factor.kind === "sum" && position < above.length - 1
        ? style.group(plain(factor, names))
        : at(factor, Binds.Product, names),
    );
    const lone = below.length === 1 && denominator === 1n;
    const under = below.map((factor) => (lone ? plain(factor, names) : at(factor, Binds.Power, names)));
    if (denominator !== 1n) under.unshift(denominator.toString());
    const sign = negative ? style.minus : "";
    const binds = negative ? Binds.Sum : Binds.Product;
    const number = numerator.toString();
    if (under.length === 0)
      return [
        sign + [...(numerator === 1n && factors.length > 0 ? [] : [number]), ...factors].join(style.times),
        binds,
      ];
    const bottom = under.join(style.times);
    if (factors.length === 0) return [sign + style.quotient(number, bottom), binds];
    if (below.every(({ kind }) => kind === "size"))
      return [sign + [style.coefficient(number, bottom), ...factors].join(style.times), binds];
    const top = [...(numerator === 1n ? [] : [number]), ...factors];
    return [sign + style.quotient(top.length > 1 ? style.group(top.join(style.times)) : top[0]!, bottom), binds];
  };

  /** i + 1, n − 1, n − i: a position plus `shift`, its indices by their letters. */
  const position = (e: Expr, names: IndexNames, shift = 0): string => {
    const found = affine(e);
    if (!found) return plain(e, names);
    const letter = (part: IndexVariable | string): string =>
      typeof part === "string" ? part : (names.get(part) ?? part.name);
    const parts: (readonly [sign: number, text: string])[] = found.parts.map(([sign, part]) => [sign, letter(part)]);
    const rest = found.at + shift;
    if (rest !== 0 || parts.length === 0) parts.push([Math.sign(rest), String(Math.abs(rest))]);
    return parts
      .map(
        ([sign, text], k) => (k === 0 ? (sign < 0 ? style.minus : "") : sign < 0 ? ` ${style.minus} ` : " + ") + text,
      )
      .join("");
  };

  type Writer<K extends Kind> = (e: Extract<Expr, { kind: K }>, names: IndexNames) => Written;
  const WRITERS: { readonly [K in Kind]: Writer<K> } = {
    num: product,
    pi: () => [style.pi, Binds.Atom],
    size: ({ name }) => [name, Binds.Atom],
    // Its value, which is counted from 0.
    index: (e, names) => [`${names.get(e) ?? e.name} ${style.minus} 1`, Binds.Sum],
    element: ({ tensor, indices }, names) => [
      style.subscripted(
        tensor.name,
        indices.map((i) => position(counted(i), names, 1)),
      ),
      Binds.Atom,
    ],
    add: (e, names) => {
      const terms = readingOrder(e).map((term) => at(term, Binds.Sum, names));
      const joined = terms.reduce((line, term) =>
        term.startsWith(style.minus) ? `${line} ${style.minus} ${term.slice(style.minus.length)}` : `${line} + ${term}`,
      );
      return [joined, Binds.Sum];
    },
    mul: product,
    pow: (e, names) => {
      const { exponent, base } = e;
      if (rootOrder(e) === 2) return [style.root(plain(base, names)), Binds.Atom];
      const negative = exponent.kind === "num" && rationals.signQ(exponent.value) < 0;
      if (negative) return product(e, names);
      return [style.power(at(base, Binds.Atom, names), plain(exponent, names)), Binds.Power];
    },
    call: ({ name, args }, names) => [
      style.call(
        name,
        args.map((arg) => plain(arg, names)),
      ),
      Binds.Atom,
    ],
    sum: (e, names) => {
      const [variable, body] = open(e);
      const letter = freeLetter(variable, names, letters);
      const inside = at(body, Binds.Product, new Map([...names, [variable, letter]]));
      return [style.sum(letter) + inside, Binds.Product];
    },
    delta: (e, names) => {
      const both = delta(counted(e.left), counted(e.right));
      if (both.kind !== "delta") throw new Error("internal: a delta of positions that is decided");
      return [style.delta(position(both.left, names), position(both.right, names)), Binds.Atom];
    },
    piecewise: ({ relation, left, right, then, otherwise }, names) => {
      if (otherwise === zero && [left, right].every((side) => affine(side))) {
        const sides = [left, right].map(counted);
        // The index alone on its side.
        const own = sides.map(affine).find((side) => side?.parts.some(([, part]) => typeof part !== "string"));
        const [before, after] = sides.map((side) => position(side, names, -(own?.at ?? 0)));
        return [style.where(before!, relation, after!) + at(then, Binds.Product, names), Binds.Product];
      }
      const [before, after, first, second] = [left, right, then, otherwise].map((part) => plain(part, names));
      return [style.cases(before!, relation, after!, first!, second!), Binds.Atom];
    },
  };
  return plain(root, free);
}
