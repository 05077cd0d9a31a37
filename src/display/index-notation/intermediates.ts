/**
 * The intermediates of a formula: residuals, what nonlinear functions are taken of, sums over the data alone. These get
 * a name and a line of their own; every other array of the derivation is written where it is used.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Tensor,
  children,
  element,
  freshIndex,
  index,
  mapChildren,
  open,
  substitute,
  sum,
  writtenSize,
} from "../../expr/index.js";
import { type Definition, type Lets, containsSum, elementsOf, isEarly } from "../../loops/index.js";
import { mergeSums } from "./merge.js";
import { readNeighbours } from "./neighbours.js";

/** name[indices] = value. */
export interface Named {
  readonly tensor: Tensor;
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
}

/** Expressions of more leaves are not read by anyone. */
const LARGEST = 200;

const NAMES = { early: ["q", "s", "κ", "ω"], late: ["h", "g", "a", "z"] } as const;

export class Intermediates {
  /** In the order of first use, each after those in its own value. */
  readonly list: Named[] = [];
  readonly #lets: Lets;
  readonly #taken: Set<string>;
  readonly #kept = new Set<string>();
  readonly #byKey = new Map<Expr, Named>();
  readonly #inlined = new Map<Expr, Expr>();
  readonly #byTensor = new Map<string, Named>();

  /** `roots` are the residuals, or the loss: what they take functions of is kept. */
  constructor(lets: Lets, taken: Iterable<string>, roots: readonly Expr[]) {
    this.#lets = lets;
    this.#taken = new Set(taken);
    const definitions = lets.reachable(roots);
    for (const e of [...roots, ...definitions.map(({ value }) => value)])
      for (const { tensor } of functionArguments(e)) this.#kept.add(tensor.name);
  }

  /** The expression with its intermediates named, like sums merged. */
  read(e: Expr): Expr {
    const inlined = this.inline(e);
    if (writtenSize(inlined) > LARGEST) return inlined;
    return mergeSums(this.#nameEarly(mergeSums(readNeighbours(inlined))));
  }

  /** The arrays of the derivation written where they are used, but for those that are kept. */
  inline(e: Expr): Expr {
    let made = this.#inlined.get(e);
    if (made === undefined) {
      made = e.kind === "element" ? this.#inlineElement(e) : mapChildren(e, (child) => this.inline(child));
      this.#inlined.set(e, made);
    }
    return made;
  }

  #inlineElement({ tensor, indices: given }: Element): Expr {
    const indices = given.map((i) => this.inline(i));
    const definition = this.#lets.definitionOf(tensor);
    if (!definition) return element(tensor, indices);
    if (this.#kept.has(tensor.name)) return element(this.#named(definition).tensor, indices);
    return substitute(this.inline(definition.value), new Map(definition.indices.map((v, axis) => [v, indices[axis]!])));
  }

  #named({ tensor, indices, value }: Definition): Named {
    const known = this.#byTensor.get(tensor.name);
    if (known) return known;
    const read = this.read(value);
    const made = this.#make("late", indices, read, tensor.shape);
    this.#byTensor.set(tensor.name, made);
    return made;
  }

  /** Maximal parts that sum over data alone. */
  #nameEarly(e: Expr): Expr {
    if (!containsSum(e)) return e;
    if (!isEarly(e) || e.kind !== "sum") return mapChildren(e, (child) => this.#nameEarly(child));
    const sorted = sortSums(e);
    const order = [...sorted.free];
    const indices = order.map(({ size }) => freshIndex(size));
    const key = substitute(sorted, new Map(order.map((v, axis) => [v, index(`.${String(axis)}`, v.size)])));
    let named = this.#byKey.get(key);
    if (!named) {
      const value = substitute(sorted, new Map(order.map((v, axis) => [v, indices[axis]!])));
      named = this.#make(
        "early",
        indices,
        value,
        order.map(({ size }) => size),
      );
      this.#byKey.set(key, named);
    }
    return element(named.tensor, order);
  }

  #make(kind: keyof typeof NAMES, indices: readonly IndexVariable[], value: Expr, shape: Tensor["shape"]): Named {
    const role = kind === "early" ? "data" : "temporary";
    const made: Named = { tensor: { name: this.#fresh(NAMES[kind]), role, shape }, indices, value };
    this.list.push(made);
    return made;
  }

  #fresh(names: readonly string[]): string {
    for (let round = 0; ; round++)
      for (const name of names) {
        const wanted = round === 0 ? name : `${name}${String(round)}`;
        if (this.#taken.has(wanted)) continue;
        this.#taken.add(wanted);
        return wanted;
      }
  }
}

/** The arrays that functions, powers and choices are taken of. */
function functionArguments(root: Expr): readonly Element[] {
  const found: Element[] = [];
  const visit = (e: Expr): void => {
    if (e.kind === "call" || e.kind === "pow" || e.kind === "piecewise")
      for (const child of children(e)) found.push(...elementsOf(child));
    children(e).forEach(visit);
  };
  visit(root);
  return found.filter(({ tensor }) => tensor.role === "temporary");
}

/** Σ_i Σ_j and Σ_j Σ_i as one. */
function sortSums(e: Expr): Expr {
  const variables: IndexVariable[] = [];
  let body = e;
  while (body.kind === "sum") {
    const [variable, inner] = open(body);
    variables.push(variable);
    body = inner;
  }
  const order = variables.sort(
    (a, b) => Number(String(a.size) < String(b.size)) - Number(String(a.size) > String(b.size)),
  );
  return order.reduceRight<Expr>((inner, variable) => sum(variable, inner), body);
}
