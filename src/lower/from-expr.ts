/** Value numbering: expressions to values, each distinct subexpression once. */
import type { Expr, Kind } from "../expr/index.js";
import { type Rational, divQ, equalQ, isZeroQ, negQ, rational, signQ } from "../expr/rational.js";
import { contentOf } from "./coefficients.js";
import { type Factor, type Graph, type Term, type Value, absQ } from "./value.js";

type Rule<K extends Kind> = (e: Extract<Expr, { kind: K }>, visit: (e: Expr) => Value, graph: Graph) => Value;

const symbolic = (e: Expr): never => {
  throw new Error(`internal: ${e.kind} in a straight-line kernel: unroll it first`);
};

const RULES: { [K in Kind]: Rule<K> } = {
  num: (e, _, graph) => graph.constant(e.value),
  pi: (_, __, graph) => graph.pi,
  element: (e, _, graph) => graph.leaf(e),
  add: (e, visit, graph) => {
    // Values may be equal where expressions are not: what cancels among them is gone.
    const terms = e.terms.map((term): Term => graph.split(visit(term))).filter(([weight]) => !isZeroQ(weight));
    if (terms.length === 0) return graph.constant(e.constant);
    const content = signedContent(e.constant, terms);
    const inside = terms.map(([weight, value]): Term => [divQ(weight, content), value]);
    return graph.scale(content, graph.sum(divQ(e.constant, content), inside));
  },
  mul: (e, visit, graph) =>
    graph.scale(e.coefficient, graph.product(e.factors.flatMap((factor) => factorsOf(factor, visit, graph)))),
  pow: (e, visit, graph) => graph.product(factorsOf(e, visit, graph)),
  call: (e, visit, graph) => graph.call(e.name, ...e.args.map(visit)),
  piecewise: (e, visit, graph) =>
    graph.select(e.relation, visit(e.left), visit(e.right), visit(e.then), visit(e.otherwise)),
  size: symbolic,
  index: symbolic,
  sum: symbolic,
  delta: symbolic,
};

/** A translator with its memo table, which may start with values for some expressions. */
export function fromExpr(graph: Graph, known: Iterable<readonly [Expr, Value]> = []): (e: Expr) => Value {
  const memo = new Map<Expr, Value>(known);
  const visit = (e: Expr): Value => {
    let value = memo.get(e);
    if (value === undefined) {
      value = (RULES[e.kind] as Rule<Kind>)(e, visit, graph);
      memo.set(e, value);
    }
    return value;
  };
  return visit;
}

/** x^(5/2) = x^2 sqrt(x), x^(-4/3) = 1 / (x pow(x, 1/3)): whole powers are products, the fraction is one call. */
function factorsOf(e: Expr, visit: (e: Expr) => Value, graph: Graph): Factor[] {
  if (e.kind !== "pow") return [[visit(e), 1]];
  const base = visit(e.base);
  if (e.exponent.kind !== "num" || base.kind === "constant") return [[powerCall(base, e.exponent, visit, graph), 1]];
  const { numerator, denominator } = e.exponent.value;
  const whole = numerator / denominator;
  const rest = rational(numerator - whole * denominator, denominator);
  const factors: Factor[] = whole === 0n ? [] : [[base, Number(whole)]];
  if (isZeroQ(rest)) return factors;
  const root = denominator === 2n ? graph.call("sqrt", base) : graph.call("pow", base, graph.constant(absQ(rest)));
  return [...factors, [root, signQ(rest)]];
}

function powerCall(base: Value, exponent: Expr, visit: (e: Expr) => Value, graph: Graph): Value {
  const half = exponent.kind === "num" && equalQ(exponent.value, rational(1, 2));
  return half ? graph.call("sqrt", base) : graph.call("pow", base, visit(exponent));
}

/** The content of a sum, signed to make the first term positive: a sum and its negative share their value. */
function signedContent(constant: Rational, terms: readonly Term[]): Rational {
  const content = contentOf(constant, terms);
  return signQ(terms[0]![0]) < 0 ? negQ(content) : content;
}
