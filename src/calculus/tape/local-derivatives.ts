/** The partial derivatives of one elementary operation, up to the third order, as numbers at its arguments. */
import { call, power } from "../../expr/build/index.js";
import { type Element, type Expr, evaluator, num, rationals, symbol, valuesOf, zero } from "../../expr/index.js";
import { differentiate } from "../derivative.js";

/** A symmetric partial derivative: by the arguments at these positions, in ascending order. */
export interface Partial {
  readonly by: readonly number[];
  readonly value: number;
}

/** f(values) and every partial derivative of order 1 … `order` that does not vanish identically. */
export type Local = (values: readonly number[], order: number) => { value: number; partials: readonly Partial[] };

/** f as an expression of argument symbols, and its distinct derivatives by the rules of `calculus`. */
interface Rule {
  readonly arguments: readonly Element[];
  readonly value: Expr;
  readonly partials: readonly { readonly by: readonly number[]; readonly expression: Expr }[];
}

const ORDER = 3;

/** Users' names contain no "#". */
const argument = (i: number): Element => symbol(`#${String(i)}`, "argument");

function ruleOf(value: Expr, count: number): Rule {
  const symbols = Array.from({ length: count }, (_, i) => argument(i));
  const partials: { by: readonly number[]; expression: Expr }[] = [];
  let level: typeof partials = [{ by: [], expression: value }];
  for (let order = 1; order <= ORDER; order++) {
    level = level.flatMap(({ by, expression }) =>
      symbols
        .map((s, i) => ({ by: [...by, i], expression: differentiate(expression, s) }))
        .filter(({ by: own, expression: e }) => own.at(-1)! >= (by.at(-1) ?? 0) && e !== zero),
    );
    partials.push(...level);
  }
  return { arguments: symbols, value, partials };
}

const rules = new Map<Expr, Rule>();

/** The operation as an expression of argument symbols alone: nodes that differ in their arguments share it. */
function pattern(e: Extract<Expr, { kind: "call" | "pow" }>): Expr {
  if (e.kind === "call") return call(e.name, ...e.args.map((_, i) => argument(i)));
  return power(argument(0), argument(1));
}

/** The derivatives of a call, or of a power with a varying exponent. */
export function localOf(e: Extract<Expr, { kind: "call" | "pow" }>): Local {
  const value = pattern(e);
  let rule = rules.get(value);
  if (rule === undefined) rules.set(value, (rule = ruleOf(value, e.kind === "call" ? e.args.length : 2)));
  const { arguments: symbols, partials } = rule;
  return (values, order) => {
    const at = evaluator(valuesOf(symbols, values));
    const wanted = partials.filter(({ by }) => by.length <= order);
    return { value: at(value), partials: wanted.map(({ by, expression }) => ({ by, value: at(expression) })) };
  };
}

/** x^p for a fixed p; coefficients p (p - 1) … that are 0 stay 0 where x = 0 has no negative power. */
export function localPower(exponent: rationals.Rational): Local {
  const p = rationals.toNumber(exponent);
  const valueOf = evaluatorOfPower(exponent);
  return ([x], order) => {
    const partials: Partial[] = [];
    let falling = 1;
    for (let k = 1; k <= order; k++) {
      falling *= p - k + 1;
      if (falling !== 0) partials.push({ by: Array.from({ length: k }, () => 0), value: falling * valueOf(x!, k) });
    }
    return { value: valueOf(x!, 0), partials };
  };
}

/** x^(p - k) for k = 0 … 3, rounded as the evaluator of expressions rounds. */
function evaluatorOfPower(exponent: rationals.Rational): (x: number, k: number) => number {
  const base = argument(0);
  const powers = Array.from({ length: ORDER + 1 }, (_, k) =>
    power(base, num(exponent.numerator - BigInt(k) * exponent.denominator, exponent.denominator)),
  );
  return (x, k) => evaluator(valuesOf([base], [x]))(powers[k]!);
}
