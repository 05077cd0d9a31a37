/** The elementary functions of the loss language. A new name does not compile until every table has a row for it. */
import * as special from "../runtime/special.js";

export const FUNCTION_NAMES = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "cbrt",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "sigmoid",
  "softplus",
  "erf",
  "logsumexp",
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

interface FunctionFacts {
  /** Number of arguments; -1 for any. */
  readonly arity: number;
  /** f(-x) = -f(x) or f(x): used to bring arguments to one sign. */
  readonly parity?: "odd" | "even";
  /** Exact values f(p) = q at small integers. */
  readonly exact?: Readonly<Record<string, number>>;
  readonly evaluate: (...args: number[]) => number;
}

export const FUNCTIONS: Record<FunctionName, FunctionFacts> = {
  exp: { arity: 1, exact: { "0": 1 }, evaluate: Math.exp },
  expm1: { arity: 1, exact: { "0": 0 }, evaluate: Math.expm1 },
  log: { arity: 1, exact: { "1": 0 }, evaluate: Math.log },
  log1p: { arity: 1, exact: { "0": 0 }, evaluate: Math.log1p },
  cbrt: { arity: 1, parity: "odd", exact: { "0": 0, "1": 1, "8": 2 }, evaluate: Math.cbrt },
  sin: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.sin },
  cos: { arity: 1, parity: "even", exact: { "0": 1 }, evaluate: Math.cos },
  tan: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.tan },
  asin: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.asin },
  acos: { arity: 1, exact: { "1": 0 }, evaluate: Math.acos },
  atan: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.atan },
  atan2: { arity: 2, evaluate: Math.atan2 },
  sinh: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.sinh },
  cosh: { arity: 1, parity: "even", exact: { "0": 1 }, evaluate: Math.cosh },
  tanh: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.tanh },
  asinh: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.asinh },
  acosh: { arity: 1, exact: { "1": 0 }, evaluate: Math.acosh },
  atanh: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: Math.atanh },
  sigmoid: { arity: 1, evaluate: special.sigmoid },
  softplus: { arity: 1, evaluate: special.softplus },
  erf: { arity: 1, parity: "odd", exact: { "0": 0 }, evaluate: special.erf },
  logsumexp: { arity: -1, evaluate: (...args) => special.logsumexp(args) },
};
