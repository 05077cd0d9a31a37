/** Expressions as plain text in ordinary mathematical notation: (u*v - 1)^2/2. */
import { Binds, type Printed } from "./binds.js";
import { fraction, joinTerms, readingOrder, rootOrder } from "./fraction.js";
import type { Expr, Kind } from "./node.js";
import { formatQ } from "./rational.js";

type Printer<K extends Kind> = (e: Extract<Expr, { kind: K }>) => Printed;

const wrap = (e: Expr, least: Binds): string => {
  const [text, binds] = render(e);
  return binds < least ? `(${text})` : text;
};

/** Bound indices print as i, j, k, …; "#1" is the innermost. */
export const indexName = (name: string): string =>
  name.startsWith("#") ? ("ijklmnopq"[Number(name.slice(1)) - 1] ?? `i${name.slice(1)}`) : name;

function product(e: Expr): Printed {
  const { negative, numerator, denominator, above, below } = fraction(e);
  const top = above.map((factor) => wrap(factor, Binds.Product));
  if (numerator !== 1n || top.length === 0) top.unshift(numerator.toString());
  const bottom = below.map((factor) => wrap(factor, Binds.Power));
  if (denominator !== 1n) bottom.unshift(denominator.toString());
  const under = bottom.length === 0 ? "" : bottom.length === 1 ? `/${bottom[0]!}` : `/(${bottom.join("*")})`;
  return [`${negative ? "-" : ""}${top.join("*")}${under}`, negative ? Binds.Sum : Binds.Product];
}

const PRINTERS: { [K in Kind]: Printer<K> } = {
  num: (e) => {
    const atom = e.value.denominator === 1n && e.value.numerator >= 0n;
    return [formatQ(e.value), atom ? Binds.Atom : e.value.numerator < 0n ? Binds.Sum : Binds.Product];
  },
  pi: () => ["pi", Binds.Atom],
  size: (e) => [e.name, Binds.Atom],
  index: (e) => [indexName(e.name), Binds.Atom],
  element: (e) => [e.tensor.name + e.indices.map((i) => `[${print(i)}]`).join(""), Binds.Atom],
  add: (e) => {
    const text = joinTerms(readingOrder(e).map((term) => wrap(term, Binds.Sum)));
    return [text, Binds.Sum];
  },
  mul: product,
  pow: (e) => {
    if (rootOrder(e) === 2) return [`sqrt(${print(e.base)})`, Binds.Atom];
    const { below } = fraction(e);
    if (below.length > 0) return product(e);
    return [`${wrap(e.base, Binds.Atom)}^${wrap(e.exponent, Binds.Atom)}`, Binds.Power];
  },
  call: (e) => [`${e.name}(${e.args.map(print).join(", ")})`, Binds.Atom],
  sum: (e) => [`sum_${indexName(e.index.name)}(${print(e.body)})`, Binds.Atom],
  delta: (e) => [`delta(${print(e.left)}, ${print(e.right)})`, Binds.Atom],
  piecewise: (e) => [
    `${wrap(e.left, Binds.Sum)} ${e.relation} ${wrap(e.right, Binds.Sum)} ? ${wrap(e.then, Binds.Sum)} : ${wrap(e.otherwise, Binds.Choice)}`,
    Binds.Choice,
  ],
};

const render = (e: Expr): Printed => (PRINTERS[e.kind] as Printer<Kind>)(e);

export const print = (e: Expr): string => render(e)[0];
