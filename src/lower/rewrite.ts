/** Walking and rebuilding values. */
import { type Graph, type Value } from "./value.js";

/** Every value that the roots need, operands first; `skip` leaves out a value and what only it needs. */
export function reachable(roots: readonly Value[], skip: (value: Value) => boolean = () => false): readonly Value[] {
  const seen = new Set<Value>();
  const order: Value[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value) || skip(value)) return;
    seen.add(value);
    value.operands.forEach(visit);
    order.push(value);
  };
  roots.forEach(visit);
  return order;
}

/** How often each value stands in an operand place or is a root. */
export function useCounts(roots: readonly Value[]): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  const use = (value: Value): unknown => uses.set(value, (uses.get(value) ?? 0) + 1);
  roots.forEach(use);
  for (const value of reachable(roots)) value.operands.forEach(use);
  return uses;
}

/** The same value from other operands. */
function mapOperands(graph: Graph, value: Value, f: (operand: Value) => Value): Value {
  if (value.operands.every((operand) => f(operand) === operand)) return value;
  switch (value.kind) {
    case "leaf":
    case "constant":
    case "pi":
      return value;
    case "sum":
      return graph.sum(
        value.constant,
        value.terms.map(([weight, term]) => [weight, f(term)] as const),
      );
    case "product":
      return graph.product(value.factors.map(([base, exponent]) => [f(base), exponent] as const));
    case "call":
      return graph.call(value.operation, ...value.args.map(f));
    case "select":
      return graph.select(value.relation, f(value.left), f(value.right), f(value.then), f(value.otherwise));
  }
}

/** Rebuilds the roots from the leaves up; `rule` sees each value with its operands already rewritten. */
export function rewrite(graph: Graph, roots: readonly Value[], rule: (value: Value) => Value): readonly Value[] {
  const memo = new Map<Value, Value>();
  for (const value of reachable(roots))
    memo.set(value, rule(mapOperands(graph, value, (operand) => memo.get(operand)!)));
  return roots.map((root) => memo.get(root)!);
}

/** Replaces values by their new definitions, everywhere below the roots. */
export function redefine(
  graph: Graph,
  roots: readonly Value[],
  definitions: ReadonlyMap<Value, Value>,
): readonly Value[] {
  const memo = new Map<Value, Value>();
  const visit = (value: Value): Value => {
    let made = memo.get(value);
    if (made === undefined) {
      made = mapOperands(graph, definitions.get(value) ?? value, visit);
      memo.set(value, made);
    }
    return made;
  };
  return roots.map(visit);
}
