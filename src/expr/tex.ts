/** Expressions as LaTeX, in the same reading order as print.ts. */
import { Binds, type Printed } from "./binds.js";
import { fraction, joinTerms, readingOrder, rootOrder } from "./fraction.js";
import type { FunctionName } from "./functions.js";
import type { Expr, Kind } from "./node.js";
import { indexName } from "./print.js";

type Printer<K extends Kind> = (e: Extract<Expr, { kind: K }>) => Printed;

const operator = (name: string): string => `\\operatorname{${name}}`;

export const FUNCTION_TEX: Record<FunctionName, string> = {
  exp: "\\exp",
  expm1: operator("expm1"),
  log: "\\ln",
  log1p: operator("log1p"),
  cbrt: operator("cbrt"),
  sin: "\\sin",
  cos: "\\cos",
  tan: "\\tan",
  asin: "\\arcsin",
  acos: "\\arccos",
  atan: "\\arctan",
  atan2: operator("atan2"),
  sinh: "\\sinh",
  cosh: "\\cosh",
  tanh: "\\tanh",
  asinh: operator("arsinh"),
  acosh: operator("arcosh"),
  atanh: operator("artanh"),
  sigmoid: "\\sigma",
  softplus: operator("softplus"),
  erf: operator("erf"),
  logsumexp: operator("logsumexp"),
};

const GREEK = new Set(
  (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi " +
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);

/** x1 -> x_{1}, theta -> \theta, U12 -> U_{12}, weights -> \mathrm{weights}. */
export function texName(name: string, subscripts: readonly string[] = []): string {
  const [, stem = name, digits = ""] = /^(.*?)_?(\d*)$/.exec(name) ?? [];
  const escaped = stem.replaceAll("_", "\\_").replaceAll("$", "\\$");
  const head = GREEK.has(stem) ? `\\${stem}` : stem.length === 1 ? stem : `\\mathrm{${escaped}}`;
  const below = [...(digits === "" ? [] : [digits]), ...subscripts];
  return below.length === 0 ? head : `${head}_{${below.join(",")}}`;
}

const wrap = (e: Expr, least: Binds): string => {
  const [text, binds] = render(e);
  return binds < least ? `\\left(${text}\\right)` : text;
};

/** Subscripts count from 1, as papers do. */
const subscript = (e: Expr): string => (e.kind === "num" ? (e.value.numerator + 1n).toString() : toTeX(e));

function product(e: Expr): Printed {
  const { negative, numerator, denominator, above, below } = fraction(e);
  const sign = negative ? "-" : "";
  const binds = negative ? Binds.Sum : Binds.Product;
  const bare = denominator === 1n && below.length === 0;
  // Parentheses around a sum are needed only beside another factor.
  const alone = (factors: readonly Expr[], number: bigint): boolean => factors.length === 1 && number === 1n && !bare;
  const line = (factors: readonly Expr[], number: bigint): string => {
    if (alone(factors, number)) return toTeX(factors[0]!);
    const parts = factors.map((factor) => wrap(factor, Binds.Product));
    return [...(number !== 1n || parts.length === 0 ? [number.toString()] : []), ...parts].join(" \\, ");
  };
  const top = line(above, numerator);
  return bare ? [sign + top, binds] : [`${sign}\\frac{${top}}{${line(below, denominator)}}`, binds];
}

const PRINTERS: { [K in Kind]: Printer<K> } = {
  num: (e) => {
    const { numerator, denominator } = e.value;
    const sign = numerator < 0n ? "-" : "";
    const magnitude = (numerator < 0n ? -numerator : numerator).toString();
    const text = denominator === 1n ? magnitude : `\\frac{${magnitude}}{${denominator.toString()}}`;
    return [sign + text, sign === "" ? (denominator === 1n ? Binds.Atom : Binds.Product) : Binds.Sum];
  },
  pi: () => ["\\pi", Binds.Atom],
  size: (e) => [e.name, Binds.Atom],
  index: (e) => [indexName(e.name), Binds.Atom],
  element: (e) => [texName(e.tensor.name, e.indices.map(subscript)), Binds.Atom],
  add: (e) => {
    const text = joinTerms(readingOrder(e).map((term) => wrap(term, Binds.Sum)));
    return [text, Binds.Sum];
  },
  mul: product,
  pow: (e) => {
    const order = rootOrder(e);
    if (order !== undefined) return [`\\sqrt${order === 2 ? "" : `[${String(order)}]`}{${toTeX(e.base)}}`, Binds.Atom];
    if (fraction(e).below.length > 0) return product(e);
    return [`${wrap(e.base, Binds.Atom)}^{${toTeX(e.exponent)}}`, Binds.Power];
  },
  call: (e) => [`${FUNCTION_TEX[e.name]}\\left(${e.args.map(toTeX).join(", ")}\\right)`, Binds.Atom],
  sum: (e) => [`\\sum_{${indexName(e.index.name)}} ${wrap(e.body, Binds.Product)}`, Binds.Product],
  delta: (e) => [`\\delta_{${toTeX(e.left)},${toTeX(e.right)}}`, Binds.Atom],
  piecewise: (e) => {
    const relation = { "<": "<", "<=": "\\le", "==": "=" }[e.relation];
    const condition = `${toTeX(e.left)} ${relation} ${toTeX(e.right)}`;
    return [
      `\\begin{cases} ${toTeX(e.then)} & ${condition} \\\\ ${toTeX(e.otherwise)} & \\text{otherwise} \\end{cases}`,
      Binds.Atom,
    ];
  },
};

const render = (e: Expr): Printed => (PRINTERS[e.kind] as Printer<Kind>)(e);

export const toTeX = (e: Expr): string => render(e)[0];
