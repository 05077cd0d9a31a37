/** How operations look in TypeScript. */
import type { Spelling } from "../lower/spell.js";
import type { Operation } from "../lower/value.js";

type CallSpelling = (...args: readonly string[]) => string;

const inMath =
  (name: string & keyof typeof Math): CallSpelling =>
  (...args) =>
    `Math.${name}(${args.join(", ")})`;
const fromRuntime =
  (name: string): CallSpelling =>
  (...args) =>
    `${name}(${args.join(", ")})`;

const CALLS: Record<Operation, CallSpelling> = {
  exp: inMath("exp"),
  expm1: inMath("expm1"),
  log: inMath("log"),
  log1p: inMath("log1p"),
  cbrt: inMath("cbrt"),
  sin: inMath("sin"),
  cos: inMath("cos"),
  tan: inMath("tan"),
  asin: inMath("asin"),
  acos: inMath("acos"),
  atan: inMath("atan"),
  atan2: inMath("atan2"),
  sinh: inMath("sinh"),
  cosh: inMath("cosh"),
  tanh: inMath("tanh"),
  asinh: inMath("asinh"),
  acosh: inMath("acosh"),
  atanh: inMath("atanh"),
  sqrt: inMath("sqrt"),
  pow: inMath("pow"),
  sigmoid: fromRuntime("sigmoid"),
  softplus: fromRuntime("softplus"),
  erf: fromRuntime("erf"),
  logsumexp: (...args) => `logsumexp([${args.join(", ")}])`,
};

/** The functions of "gen-sde/runtime" that emitted code may call. */
export const RUNTIME_FUNCTIONS: readonly Operation[] = ["sigmoid", "softplus", "erf", "logsumexp"];

export const TYPESCRIPT: Omit<Spelling, "name" | "read"> = {
  call: (operation, args) => CALLS[operation](...args),
  relation: { "<": "<", "<=": "<=", "==": "===" },
  pi: "Math.PI",
};
