/** `Math`: one row per function and constant. */
import {
  type Expr,
  abs,
  add,
  call,
  divide,
  maximum,
  minimum,
  num,
  one,
  pi,
  power,
  sign,
  sqrt,
  two,
} from "../../expr/index.js";
import { type LibraryFunction, numeric, smooth, withPieces } from "./numeric.js";
import { raise } from "../syntax/operators.js";

const half = num(1, 2);
const ten = num(10);
const ln = (x: Expr): Expr => call("log", x);

const logarithm = (base: Expr): LibraryFunction => {
  const { arity, apply } = smooth("log");
  return {
    arity,
    apply: (args, site, reader) => {
      const natural = apply(args, site, reader);
      return natural.kind === "scalar" ? { kind: "scalar", expr: divide(natural.expr, ln(base)) } : natural;
    },
  };
};

export const MATH_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  exp: smooth("exp"),
  expm1: smooth("expm1"),
  log: smooth("log"),
  log1p: smooth("log1p"),
  log2: logarithm(two),
  log10: logarithm(ten),
  sqrt: numeric([1, 1], ([x], site, reader) => raise(x!, half, site, reader)),
  cbrt: smooth("cbrt"),
  pow: numeric([2, 2], ([base, exponent], site, reader) => raise(base!, exponent!, site, reader)),
  hypot: numeric([0, Infinity], (xs) => sqrt(add(...xs.map((x) => power(x, two))))),
  sin: smooth("sin"),
  cos: smooth("cos"),
  tan: smooth("tan"),
  asin: smooth("asin"),
  acos: smooth("acos"),
  atan: smooth("atan"),
  atan2: smooth("atan2"),
  sinh: smooth("sinh"),
  cosh: smooth("cosh"),
  tanh: smooth("tanh"),
  asinh: smooth("asinh"),
  acosh: smooth("acosh"),
  atanh: smooth("atanh"),
  abs: withPieces([1, 1], ([x]) => abs(x!)),
  sign: withPieces([1, 1], ([x]) => sign(x!)),
  max: withPieces([1, Infinity], (xs) => xs.reduce(maximum)),
  min: withPieces([1, Infinity], (xs) => xs.reduce(minimum)),
  random: {
    arity: [0, 0],
    apply: (_, site, { faults }) => faults.fail(site, "changing", { name: "Math.random" }),
  },
};

export const MATH_CONSTANTS: Readonly<Record<string, Expr>> = {
  PI: pi,
  E: call("exp", one),
  SQRT2: sqrt(two),
  SQRT1_2: sqrt(half),
  LN2: ln(two),
  LN10: ln(ten),
  LOG2E: divide(one, ln(two)),
  LOG10E: divide(one, ln(ten)),
};
