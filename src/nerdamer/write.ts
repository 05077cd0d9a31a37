/** Expressions as nerdamer reads them: exact p/q, generated names, functions it lacks spelled out. */
import type { Expr, FunctionName, Kind } from "../expr/index.js";
import { rationals } from "../expr/index.js";
import type { Names } from "./names.js";

const call =
  (name: string) =>
  (...args: string[]): string =>
    `${name}(${args.join(",")})`;

const FUNCTIONS: Record<FunctionName, (...args: string[]) => string> = {
  exp: call("exp"),
  expm1: (x) => `(exp(${x})-1)`,
  log: call("log"),
  log1p: (x) => `log(1+${x})`,
  cbrt: (x) => `(${x})^(1/3)`,
  sin: call("sin"),
  cos: call("cos"),
  tan: call("tan"),
  asin: call("asin"),
  acos: call("acos"),
  atan: call("atan"),
  // nerdamer's own atan2 has derivative 0; this one differs from it by a constant.
  atan2: (y, x) => `atan((${y})/(${x}))`,
  sinh: call("sinh"),
  cosh: call("cosh"),
  tanh: call("tanh"),
  asinh: call("asinh"),
  acosh: call("acosh"),
  atanh: call("atanh"),
  sigmoid: (x) => `(1/(1+exp(-(${x}))))`,
  softplus: (x) => `log(1+exp(${x}))`,
  erf: call("erf"),
  logsumexp: (...xs) => `log(${xs.map((x) => `exp(${x})`).join("+")})`,
};

type Printer<K extends Kind> = (e: Extract<Expr, { kind: K }>, write: (e: Expr) => string, names: Names) => string;

const leaf = (e: Expr, _: unknown, names: Names): string => names.nameOf(e);
const refuse = (e: Expr): never => {
  throw new Error(`internal: nerdamer has no ${e.kind}`);
};

const PRINTERS: { [K in Kind]: Printer<K> } = {
  num: (e) => `(${rationals.formatQ(e.value)})`,
  pi: () => "pi",
  size: leaf,
  index: leaf,
  element: leaf,
  add: (e, write) => `((${rationals.formatQ(e.constant)})+${e.terms.map(write).join("+")})`,
  mul: (e, write) => `((${rationals.formatQ(e.coefficient)})*${e.factors.map(write).join("*")})`,
  pow: (e, write) => `(${write(e.base)})^(${write(e.exponent)})`,
  call: (e, write) => FUNCTIONS[e.name](...e.args.map(write)),
  sum: refuse,
  delta: refuse,
  piecewise: refuse,
};

/** Throws on sums, deltas and piecewise expressions, which nerdamer does not have. */
export function toNerdamer(e: Expr, names: Names): string {
  const write = (node: Expr): string => (PRINTERS[node.kind] as Printer<Kind>)(node, write, names);
  return write(e);
}
