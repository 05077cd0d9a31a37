/** What an expression depends on: data alone (computed once, at creation) or more. */
import { type Element, type Expr, type Kind, type Size, call, children, holdsForPart, zero } from "../expr/index.js";

/** The size that an argument has in a call; no size of the user's has a dot in its name. */
export const lengthSize = (argument: string): string => `${argument}.length`;
export const isLengthSize = (size: Size): boolean => String(size).endsWith(".length");

/** Temporaries that depend on data alone have the role "data" themselves. */
const isLate = holdsForPart(
  (e) => (e.kind === "element" && e.tensor.role !== "data") || (e.kind === "size" && isLengthSize(e.name)),
);
export const isEarly = (e: Expr): boolean => !isLate(e);

export const dependsOnParameters = holdsForPart(
  (e) => e.kind === "element" && (e.tensor.role === "parameter" || e.tensor.role === "temporary"),
);
export const containsSum = holdsForPart((e) => e.kind === "sum");

const LEAVES: readonly Kind[] = ["num", "pi", "size", "index", "element"];
export const isLeaf = (e: Expr): boolean => LEAVES.includes(e.kind) || e === LOWEST;

/** What a maximum starts from: -∞. */
export const LOWEST = call("log", zero);

/** A sum, a function or a root: worth an array of its own wherever it depends on an index. */
export const isCostly = holdsForPart(
  (e) => e.kind === "sum" || e.kind === "call" || (e.kind === "pow" && !isSmallPower(e)),
);

/** x², x³, x⁴: spelled as products. */
export const isSmallPower = (e: Extract<Expr, { kind: "pow" }>): boolean =>
  e.exponent.kind === "num" &&
  e.exponent.value.denominator === 1n &&
  e.exponent.value.numerator > 0n &&
  e.exponent.value.numerator <= 4n;

/** The elements that an expression reads, those inside indices included. */
export function elementsOf(e: Expr): ReadonlySet<Element> {
  let elements = elementsRead.get(e);
  if (elements === undefined) {
    elements = findElements(e);
    elementsRead.set(e, elements);
  }
  return elements;
}

const elementsRead = new WeakMap<Expr, ReadonlySet<Element>>();

function findElements(e: Expr): ReadonlySet<Element> {
  const found = new Set<Element>();
  const seen = new Set<Expr>();
  const visit = (node: Expr): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "element") found.add(node);
    children(node).forEach(visit);
  };
  visit(e);
  return found;
}
