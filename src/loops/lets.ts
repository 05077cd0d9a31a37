/**
 * Named intermediate arrays, T[i, j] = value: pre-activations, residuals, adjoints. Values that differ only by the names
 * of their indices are one array. An array of data alone gets the role "data": it is computed once, at creation.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Size,
  type Tensor,
  children,
  element,
  index,
  substitute,
  sum,
} from "../expr/index.js";
import { elementsOf, isEarly, isLengthSize } from "./dependence.js";
import type { LoopProblem } from "./problem.js";

/** tensor[indices] = value. */
export interface Definition {
  readonly tensor: Tensor;
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
  /** The largest term of the sum `value` instead of the sum: a constant to derivatives. */
  readonly largest?: true;
  /** Equal when the first half of the indices changes places with the second: entries above the diagonal are not needed. */
  readonly symmetric?: true;
  /** The value is added to what the array holds. */
  readonly adds?: true;
}

export class Lets {
  readonly #taken: Set<string>;
  readonly #samples: ReadonlySet<Size>;
  readonly #byName = new Map<string, Definition>();
  readonly #byKey = new Map<Expr, Definition>();
  readonly #counts = { c: 0, t: 0 };

  constructor({ parameters, data, noise }: LoopProblem) {
    this.#taken = new Set([...parameters, ...data, ...(noise?.xi ?? [])].map(({ name }) => name));
    const ofParameters = new Set(parameters.flatMap(({ shape }) => shape));
    this.#samples = new Set(data.flatMap(({ shape }) => shape).filter((size) => !ofParameters.has(size)));
  }

  /** Whether an index runs over samples: a size that data have and parameters do not. */
  isSample({ size }: IndexVariable): boolean {
    return this.#samples.has(size) || isLengthSize(size);
  }

  /** A reference to the array of this value, defined now if it is new; `rewrite` is applied before it is stored. */
  name(value: Expr, rewrite: (value: Expr) => Expr = (e) => e): Element {
    return this.find(value) ?? this.#define(value, rewrite);
  }

  /** A reference to a new array: the largest of these entries over `variable`. */
  largest(entries: Element, variable: IndexVariable): Element {
    return this.#define(sum(variable, entries), (e) => e, true);
  }

  #define(value: Expr, rewrite: (value: Expr) => Expr, largest = false): Element {
    const early = isEarly(value);
    const name = this.#fresh(early ? "c" : "t");
    const free = this.#axisOrder(value);
    const indices = free.map((variable, axis) => index(`${name}:${String(axis)}`, variable.size));
    const tensor: Tensor = { name, role: early ? "data" : "temporary", shape: free.map(({ size }) => size) };
    const stored = rewrite(substitute(value, new Map(free.map((variable, axis) => [variable, indices[axis]!]))));
    const definition: Definition = { tensor, indices, value: stored, ...(largest && { largest }) };
    this.#byName.set(name, definition);
    if (!largest) this.#byKey.set(keyOf(value, free), definition);
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

  /**
   * Which axis comes first: that of samples before others, one that runs along the rows of a matrix last, so that arrays
   * are read in the order in which they lie.
   */
  #axisOrder(value: Expr): readonly IndexVariable[] {
    const alongRows = new Set(
      [...elementsOf(value)].flatMap(({ indices }) => (indices.length > 1 ? [indices.at(-1)!] : [])),
    );
    const rank = (i: IndexVariable): number => (this.isSample(i) ? 0 : alongRows.has(i) ? 2 : 1);
    return [...value.free].sort((a, b) => rank(a) - rank(b) || Number(a.name > b.name) - Number(a.name < b.name));
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

export function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const item of items)
    for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest];
}
