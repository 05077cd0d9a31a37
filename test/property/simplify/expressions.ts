/** Random expressions in u, v, x (parameters) and a (a constant). */
import fc from "fast-check";
import {
  DivisionByZero,
  type Expr,
  add,
  call,
  divide,
  multiply,
  num,
  one,
  power,
  sqrt,
  two,
} from "../../../src/expr/index.js";
import { variable } from "../../unit/simplify/formula.js";

/** A form without a value anywhere is replaced by 1. */
const orOne = (make: () => Expr): Expr => {
  try {
    return make();
  } catch (error) {
    if (error instanceof DivisionByZero) return one;
    throw error;
  }
};

const leaf = fc.oneof(
  fc.constantFrom("u", "v", "x", "a").map(variable),
  fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 3 })).map(([p, q]) => num(p, q)),
);
type Grow = (inner: fc.Arbitrary<Expr>) => fc.Arbitrary<Expr>;

const grown = (depth: number, ...ways: Grow[]): fc.Arbitrary<Expr> =>
  depth === 0 ? leaf : fc.oneof(leaf, ...ways.map((way) => way(grown(depth - 1, ...ways))));

const sums: Grow = (inner) => fc.array(inner, { minLength: 2, maxLength: 3 }).map((terms) => add(...terms));
const products: Grow = (inner) =>
  fc.array(inner, { minLength: 2, maxLength: 3 }).map((factors) => multiply(...factors));
const powers: Grow = (inner) => fc.tuple(inner, fc.integer({ min: 2, max: 3 })).map(([e, n]) => power(e, num(n)));
const quotients: Grow = (inner) => fc.tuple(inner, inner).map(([p, q]) => orOne(() => divide(p, q)));
const smooth: Grow = (inner) =>
  fc
    .tuple(fc.constantFrom("exp", "sin", "cos", "tanh", "sinh", "cosh", "atan"), inner)
    .map(([name, e]) => call(name, e));
const logarithms: Grow = (inner) => inner.map((e) => call("log", add(two, power(e, two))));
const roots: Grow = (inner) => inner.map((e) => sqrt(add(one, power(e, two))));

export const polynomials = grown(2, sums, products, powers);
export const rationals = grown(3, sums, products, powers, quotients);
export const transcendental = grown(3, sums, products, powers, quotients, smooth, logarithms, roots);
export const sqrtFree = grown(3, sums, products, powers, quotients, smooth, logarithms);
