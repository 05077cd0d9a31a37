/**
 * Reverse accumulation: the gradient of one value by leaves, in a small multiple of the operations of the value itself
 * (Baur and Strassen 1983), however many leaves there are.
 */
import { FUNCTION_RULES } from "../calculus/function-rules.js";
import { type Element, type Expr, call, element, num } from "../expr/index.js";
import { ONE, type Rational, ZERO, isZeroQ, rational } from "../expr/rational.js";
import { fromExpr } from "./from-expr.js";
import { reachable } from "./rewrite.js";
import type { Call, Factor, Graph, Term, Value } from "./value.js";

/** Adds weight × value to the adjoint of an operand, where that is wanted. */
type Give = (operand: Value, weight: Rational, value: () => Value) => void;
/** Hands the adjoint of a value on to its operands, times the partial derivative by each. */
type Rule<K extends Value["kind"]> = (
  value: Extract<Value, { kind: K }>,
  adjoint: Value,
  give: Give,
  graph: Graph,
) => void;

const nothing = (): void => undefined;
const HALF = rational(1n, 2n);

const RULES: { [K in Value["kind"]]: Rule<K> } = {
  leaf: nothing,
  constant: nothing,
  pi: nothing,
  sum: ({ terms }, adjoint, give) => {
    for (const [weight, term] of terms) give(term, weight, () => adjoint);
  },
  product: ({ factors }, adjoint, give, graph) => {
    factors.forEach(([base, exponent], k) => {
      const others = factors.filter((_, j) => j !== k);
      const lower: Factor = [base, exponent - 1];
      give(base, rational(BigInt(exponent), 1n), () => graph.product([[adjoint, 1], lower, ...others]));
    });
  },
  call: (value, adjoint, give, graph) => {
    partials(value, graph).forEach(([weight, partial], i) => {
      give(value.args[i]!, weight, () =>
        graph.product([
          [adjoint, 1],
          [partial(), 1],
        ]),
      );
    });
  },
  select: ({ relation, left, right, then, otherwise }, adjoint, give, graph) => {
    const zero = graph.constant(ZERO);
    give(then, ONE, () => graph.select(relation, left, right, adjoint, zero));
    give(otherwise, ONE, () => graph.select(relation, left, right, zero, adjoint));
  },
};

/** The partial derivative by each argument. */
function partials(value: Call, graph: Graph): readonly (readonly [weight: Rational, partial: () => Value])[] {
  const { operation, args } = value;
  const [base, exponent] = args;
  if (operation === "sqrt") return [[HALF, () => graph.product([[value, -1]])]];
  if (operation === "pow") {
    const times = (...factors: readonly Factor[]): Value => graph.product([[value, 1], ...factors]);
    return [
      [ONE, () => times([exponent!, 1], [base!, -1])],
      [ONE, () => times([graph.call("log", base!), 1])],
    ];
  }
  const symbols = args.map((_, i) => element({ name: "argument", role: "argument", shape: [args.length] }, [num(i)]));
  const image = call(operation, ...symbols);
  const known = new Map<Expr, Value>([[image, value], ...symbols.map((symbol, i) => [symbol, args[i]!] as const)]);
  const translate = fromExpr(graph, known);
  return FUNCTION_RULES[operation](symbols, image).map((partial) => [ONE, () => translate(partial)]);
}

/** ∂ root / ∂ each of the elements. */
export function reverse(graph: Graph, root: Value, elements: readonly Element[]): readonly Value[] {
  const leaves = elements.map((each) => graph.leaf(each));
  const active = new Set<Value>(leaves);
  const order = reachable([root]);
  for (const value of order) if (value.operands.some((operand) => active.has(operand))) active.add(value);

  const collected = new Map<Value, Term[]>([[root, [[ONE, graph.one]]]]);
  const adjointOf = (value: Value): Value => graph.sum(ZERO, collected.get(value) ?? []);
  const give: Give = (operand, weight, value) => {
    if (!active.has(operand) || isZeroQ(weight)) return;
    const terms = collected.get(operand);
    if (terms === undefined) collected.set(operand, [[weight, value()]]);
    else terms.push([weight, value()]);
  };
  for (const value of order.toReversed())
    if (active.has(value)) (RULES[value.kind] as Rule<Value["kind"]>)(value, adjointOf(value), give, graph);
  return leaves.map(adjointOf);
}
