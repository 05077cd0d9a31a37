/** Random expressions in u, v and the constant a, with every argument inside its function's domain at all real points. */
import fc from "fast-check";
import {
  type Expr,
  FUNCTION_NAMES,
  type FunctionName,
  add,
  call,
  divide,
  mapChildren,
  multiply,
  num,
  one,
  pi,
  power,
  two,
} from "../../src/expr/index.js";
import { variable } from "./formula.js";

const above = (bound: Expr) => (e: Expr) => add(bound, power(e, two));
/** Between -3/4 and 3/4; erf has no inverse here that would undo it. */
const inside = (e: Expr): Expr => multiply(num(3, 4), call("erf", e));

/** Where a function is not defined, or not smooth, for all numbers: a map of all numbers to where it is. */
const INTO_DOMAIN: Partial<Record<FunctionName, (e: Expr) => Expr>> = {
  log: above(num(1, 2)),
  log1p: above(num(-1, 2)),
  cbrt: above(num(1, 3)),
  asin: inside,
  acos: inside,
  atanh: inside,
  acosh: above(num(3, 2)),
  tan: inside,
};

const number = fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 4 })).map(([p, q]) => num(p, q));
const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Expr>(...["u", "v", "a"].map(variable)) },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: fc.constant(pi) },
);

const exponent = fc.constantFrom(num(2), num(3), num(4));
const anyExponent = fc.constantFrom(num(1, 2), num(-1), num(-1, 2), num(5, 3), num(-3));

export const { expression } = fc.letrec<{ expression: Expr }>((tie) => {
  const one_ = tie("expression");
  const few = fc.array(one_, { minLength: 2, maxLength: 3 });
  return {
    expression: fc.oneof(
      { maxDepth: 6, depthSize: "small" },
      leaf,
      few.map((terms) => add(...terms)),
      few.map((factors) => multiply(...factors)),
      fc.tuple(one_, exponent).map(([e, n]) => power(e, n)),
      fc.tuple(one_, anyExponent).map(([e, n]) => power(above(one)(e), n)),
      fc.tuple(one_, one_).map(([p, q]) => divide(p, above(one)(q))),
      fc.tuple(one_, one_).map(([p, q]) => power(above(one)(p), inside(q))),
      fc.tuple(fc.constantFrom(...FUNCTION_NAMES), one_, one_).map(([name, p, q]) => {
        if (name === "atan2") return call(name, p, above(one)(q));
        if (name === "logsumexp") return call(name, p, q);
        return call(name, (INTO_DOMAIN[name] ?? ((e) => e))(p));
      }),
    ),
  };
});

/** The same expression with small relative errors in its parts: how well determined its value is. */
export function wobble(e: Expr): Expr {
  if (e.kind === "num") return e;
  const moved = mapChildren(e, wobble);
  return multiply(num(10 ** 13 + (e.id % 7) - 3, 10 ** 13), moved);
}
