/**
 * Named intermediate arrays, T[i, j] = value: pre-activations, residuals, adjoints. Values that differ only by the names
 * of their indices are one array. An array of data alone gets the role "data": it is computed once, at creation.
 */
import { type Element, type Expr, type IndexVariable, type Tensor, children, element, index, substitute } from "../expr/index.js";
import { isEarly } from "./dependence.js";

/** tensor[indices] = value. */
export interface Definition {
  readonly tensor: Tensor;
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
}

export class Lets {
  readonly #taken: Set<string>;
  readonly #byName = new Map<string, Definition>();
  readonly #byKey = new Map<Expr, Definition>();
  readonly #counts = { c: 0, t: 0 };

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** A reference to the array of this value, defined now if it is new; `rewrite` is applied before it is stored. */
  name(value: Expr, rewrite: (value: Expr) => Expr = (e) => e): Element {
    const known = this.find(value);
    if (known) return known;
    const early = isEarly(value);
    const name = this.#fresh(early ? "c" : "t");
    const free = axisOrder(value);
    const indices = free.map((variable, axis) => index(`${name}:${String(axis)}`, variable.size));
    const tensor: Tensor = { name, role: early ? "data" : "temporary", shape: free.map(({ size }) => size) };
    const stored = rewrite(substitute(value, new Map(free.map((variable, axis) => [variable, indices[axis]!]))));
    const definition = { tensor, indices, value: stored };
    this.#byName.set(name, definition);
    this.#byKey.set(keyOf(value, free), definition);
    return element(tensor, free);
  }

  /** The array of this value, if it has one. */
  find(value: Expr): Element | undefined {
    for (const free of permutations(value.free)) {
      const definition = this.#byKey.get(keyOf(value, free));
      if (definition) return element(definition.tensor, free);
    }
    return undefined;
  }

  definitionOf(tensor: Tensor): Definition | undefined {
    return this.#byName.get(tensor.name);
  }

  /** The definitions that these expressions need, each after those it needs itself. */
  reachable(roots: readonly Expr[]): Definition[] {
    const found = new Set<Definition>();
    const seen = new Set<Expr>();
    const visit = (e: Expr): void => {
      if (seen.has(e)) return;
      seen.add(e);
      children(e).forEach(visit);
      const definition = e.kind === "element" ? this.definitionOf(e.tensor) : undefined;
      if (!definition || found.has(definition)) return;
      visit(definition.value);
      found.add(definition);
    };
    roots.forEach(visit);
    return [...found];
  }

  #fresh(prefix: "c" | "t"): string {
    for (;;) {
      const name = `${prefix}${String(++this.#counts[prefix])}`;
      if (!this.#taken.has(name)) return name;
    }
  }
}

/** The value with its free indices renamed by position: the same for all renamings of one value. */
const keyOf = (value: Expr, free: readonly IndexVariable[]): Expr =>
  substitute(value, new Map(free.map((variable, axis) => [variable, index(`.${String(axis)}`, variable.size)])));

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const item of items) for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest];
}

/**
 * Which axis comes first: an index of the rows of data (samples) before others, one that runs along the rows of a
 * matrix last, so that arrays are read in the order in which they lie.
 */
function axisOrder(value: Expr): readonly IndexVariable[] {
  const rank = new Map<IndexVariable, number>(value.free.map((variable) => [variable, 1]));
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    children(e).forEach(visit);
    if (e.kind !== "element" || e.indices.length < 2) return;
    const [first, last] = [e.indices[0]!, e.indices.at(-1)!];
    if (first.kind === "index" && e.tensor.role === "data" && rank.has(first)) rank.set(first, 0);
    if (last.kind === "index" && rank.get(last) === 1) rank.set(last, 2);
  };
  visit(value);
  return [...value.free].sort((a, b) => rank.get(a)! - rank.get(b)!);
}
