/** Numbers, symbols and indices. */
import { type Element, type Expr, type IndexVariable, type Size, type Tensor, intern } from "../node.js";
import { type Rational, rational } from "../rational.js";

export const rationalNumber = (value: Rational): Expr => intern({ kind: "num", value });
/** An exact number: num(3), num(1, 2). */
export const num = (numerator: bigint | number, denominator: bigint | number = 1n): Expr =>
  rationalNumber(rational(numerator, denominator));

export const zero = num(0);
export const one = num(1);
export const two = num(2);
export const pi: Expr = intern({ kind: "pi" });

export const isZero = (e: Expr): boolean => e === zero;

export const index = (name: string, range: Size): IndexVariable => intern({ kind: "index", name, size: range });
export const element = (tensor: Tensor, indices: readonly Expr[] = []): Element =>
  intern({ kind: "element", tensor, indices });
/** A scalar symbol. */
export const symbol = (name: string, role: Tensor["role"] = "parameter"): Element => element({ name, role, shape: [] });
