/** Partial derivatives of the elementary functions: one row per function, one entry per argument. */
import { add, call, divide, multiply, negate, num, one, power, sqrt, subtract } from "../expr/build/index.js";
import type { FunctionName } from "../expr/functions.js";
import { type Expr, pi } from "../expr/index.js";

type Partials = (args: readonly Expr[], value: Expr) => readonly Expr[];

const square = (x: Expr): Expr => power(x, num(2));
const reciprocal = (x: Expr): Expr => power(x, num(-1));
const unary =
  (f: (x: Expr, value: Expr) => Expr): Partials =>
  ([x], value) => [f(x!, value)];

/** Derivatives reuse the function's own value where they can (tanh' = 1 - tanh²): one call serves all orders. */
export const FUNCTION_RULES: Record<FunctionName, Partials> = {
  exp: unary((_, value) => value),
  expm1: unary((x) => call("exp", x)),
  log: unary(reciprocal),
  log1p: unary((x) => reciprocal(add(one, x))),
  cbrt: unary((_, value) => multiply(num(1, 3), power(value, num(-2)))),
  sin: unary((x) => call("cos", x)),
  cos: unary((x) => negate(call("sin", x))),
  tan: unary((_, value) => add(one, square(value))),
  asin: unary((x) => reciprocal(sqrt(subtract(one, square(x))))),
  acos: unary((x) => negate(reciprocal(sqrt(subtract(one, square(x)))))),
  atan: unary((x) => reciprocal(add(one, square(x)))),
  atan2: ([y, x]) => {
    const radius = add(square(x!), square(y!));
    return [divide(x!, radius), negate(divide(y!, radius))];
  },
  sinh: unary((x) => call("cosh", x)),
  cosh: unary((x) => call("sinh", x)),
  tanh: unary((_, value) => subtract(one, square(value))),
  asinh: unary((x) => reciprocal(sqrt(add(one, square(x))))),
  acosh: unary((x) => reciprocal(multiply(sqrt(subtract(x, one)), sqrt(add(x, one))))),
  atanh: unary((x) => reciprocal(subtract(one, square(x)))),
  sigmoid: unary((_, value) => multiply(value, subtract(one, value))),
  softplus: unary((x) => call("sigmoid", x)),
  erf: unary((x) => multiply(num(2), power(pi, num(-1, 2)), call("exp", negate(square(x))))),
  logsumexp: (args, value) => args.map((x) => call("exp", subtract(x, value))),
};
