/** Decides which values get a name, and puts them in order: operands first, near their first use. */
import type { Expr } from "../expr/index.js";
import type { Kernel } from "./kernel.js";
import type { Statement } from "./program.js";
import { reachable } from "./rewrite.js";
import type { Leaf, Value } from "./value.js";

/** A value written out where it stands has at most this many leaves; a larger one gets a name. */
const LARGEST = 10;

/** Parameters are loaded first, in their order; everything else is computed where it is first needed. */
export function schedule({ inputs, output }: Kernel, results: readonly Value[]): readonly Statement[] {
  const named = chooseNamed(results, (value) => value.early, isParameter);
  const order = new Map<Expr, number>(inputs.flatMap(({ elements }) => elements).map((e, i) => [e, i]));
  const parameters = [...named].filter(isParameter).sort((a, b) => order.get(a.element)! - order.get(b.element)!);
  const done = new Set<Value>(parameters);
  const compute = (root: Value): Statement[] => {
    const fresh = reachable([root], (value) => value.early || done.has(value)).filter((value) => named.has(value));
    for (const value of fresh) done.add(value);
    return fresh.map((value) => ({ kind: "bind", value }));
  };
  const loads = parameters.map((value): Statement => ({ kind: "bind", value }));
  const deliver = (value: Value, position: number): Statement =>
    "value" in output ? { kind: "return", value } : { kind: "store", position, value };
  return [...loads, ...results.flatMap((value, position) => [...compute(value), deliver(value, position)])];
}

/** The early values that late ones need. */
export function earlyRoots(roots: readonly Value[]): readonly Value[] {
  const late = reachable(roots, (value) => value.early);
  const needed = [...roots, ...late.flatMap((value) => value.operands)];
  return [...new Set(needed.filter((value) => value.early && !isLiteral(value)))];
}

/** The entries of the data, then what is computed from them. */
export function scheduleHoisted(roots: readonly Value[]): readonly Value[] {
  const wanted = new Set(roots);
  const named = chooseNamed(
    roots,
    () => false,
    (value) => wanted.has(value),
  );
  const order = reachable(roots).filter((value) => named.has(value));
  return [...order.filter(isLeaf), ...order.filter((value) => !isLeaf(value))];
}

const isLiteral = (value: Value): boolean => value.kind === "constant" || value.kind === "pi";
const isLeaf = (value: Value): value is Leaf => value.kind === "leaf";
const isParameter = (value: Value): value is Leaf => isLeaf(value) && value.element.tensor.role === "parameter";

function chooseNamed(
  roots: readonly Value[],
  isKnown: (value: Value) => boolean,
  always: (value: Value) => boolean,
): ReadonlySet<Value> {
  const order = reachable(roots, isKnown);
  const asOperand = new Map<Value, number>();
  for (const value of order)
    for (const [operand, times] of placesOf(value)) asOperand.set(operand, (asOperand.get(operand) ?? 0) + times);
  const asRoot = new Map<Value, number>();
  for (const root of roots) asRoot.set(root, (asRoot.get(root) ?? 0) + 1);

  const named = new Set<Value>();
  const leaves = new Map<Value, number>();
  for (const value of order) {
    const inside = value.operands.reduce((total, operand) => total + (leaves.get(operand) ?? 1), 0);
    const places = asOperand.get(value) ?? 0;
    const repeated = places + (asRoot.get(value) ?? 0) > 1;
    const large = places > 0 && inside > LARGEST;
    if (!isLiteral(value) && (always(value) || repeated || large)) named.add(value);
    leaves.set(value, named.has(value) ? 1 : Math.max(inside, 1));
  }
  return named;
}

/** How often an expression writes out each of its operands: x^3 is x * x * x. */
const placesOf = (value: Value): readonly (readonly [Value, number])[] =>
  value.kind === "product"
    ? value.factors.map(([base, exponent]) => [base, Math.abs(exponent)])
    : value.operands.map((operand) => [operand, 1]);
