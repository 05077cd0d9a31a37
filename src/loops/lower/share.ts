/** Common subexpressions of the statements of one loop body get a name: an entry that is read twice is loaded once. */
import { type Element, type Expr, children, element, mapChildren } from "../../expr/index.js";
import { isLeaf } from "../dependence.js";
import type { Nest, Statement } from "../nest.js";

export function shareCommon(nests: readonly Nest[], names = { count: 0 }): readonly Nest[] {
  const repeated = repeatedParts(nests.filter((nest) => nest.kind !== "loop"));
  const bound = new Map<Expr, Element>();
  const made: Nest[] = [];
  const visit = (e: Expr): Expr => {
    const known = bound.get(e);
    if (known) return known;
    const inner = isPlain(e) ? e : mapChildren(e, visit);
    if (!repeated.has(e)) return inner;
    const name = element({ name: `e.${String(++names.count)}`, role: "temporary", shape: [] });
    made.push({ kind: "assign", target: name, value: inner });
    bound.set(e, name);
    return name;
  };
  for (const nest of nests)
    if (nest.kind === "loop") made.push({ ...nest, body: shareCommon(nest.body, names) });
    else made.push({ ...nest, value: nest.address ? nest.value : visit(nest.value) });
  return made;
}

const isPlain = (e: Expr): boolean => isLeaf(e) && (e.kind !== "element" || e.indices.length === 0);

/** Parts with two parents or more; the base of a power is a factor several times. */
function repeatedParts(list: readonly Statement[]): ReadonlySet<Expr> {
  const uses = new Map<Expr, number>();
  const visit = (e: Expr, times: number): void => {
    if (isPlain(e)) return;
    const before = uses.get(e) ?? 0;
    uses.set(e, before + times);
    // A position in an array is no value: it is shared with the entry.
    if (before === 0 && e.kind !== "element") for (const child of children(e)) visit(child, e.kind === "pow" ? 2 : 1);
  };
  for (const { value, address } of list) if (!address) visit(value, 1);
  return new Set([...uses].filter(([, times]) => times > 1).map(([e]) => e));
}
