/** Expressions as a list of elementary operations in the order of evaluation: what derivatives are accumulated along. */
import { children } from "../../expr/node.js";
import { type Element, type Expr, rationals } from "../../expr/index.js";
import { type Local, localOf, localPower } from "./local-derivatives.js";

export type Operation =
  | { readonly kind: "constant"; readonly value: number }
  /** The value at this place of the parameters or of the data. */
  | { readonly kind: "parameter" | "data"; readonly place: number }
  /** constant + sum_k coefficients[k] * slots[k]. */
  | {
      readonly kind: "linear";
      readonly constant: number;
      readonly coefficients: readonly number[];
      readonly slots: Slots;
    }
  | { readonly kind: "product"; readonly slots: Slots }
  | { readonly kind: "elementary"; readonly local: Local; readonly slots: Slots }
  /** slots: left, right, then, otherwise. */
  | { readonly kind: "choice"; readonly relation: "<" | "<=" | "=="; readonly slots: Slots };

/** Positions on the tape of an operation's arguments. */
export type Slots = readonly number[];

const NO_SLOTS: Slots = [];
export const slotsOf = (operation: Operation): Slots => ("slots" in operation ? operation.slots : NO_SLOTS);

const { toNumber, isOneQ } = rationals;

/** The operations for several expressions, common parts once. */
export class Tape {
  readonly operations: Operation[] = [];
  /** Where each expression's value is. */
  readonly roots: readonly number[];
  /** Whether an operation depends on a parameter. */
  readonly active: boolean[] = [];
  readonly parameters: number;
  /** Where each parameter's value is; -1 for one that no expression contains. */
  readonly parameterSlots: readonly number[];
  readonly #leaves = new Map<Expr, Operation>();
  readonly #slots = new Map<Expr, number>();
  readonly #products = new Map<string, number>();

  constructor(es: readonly Expr[], parameters: readonly Element[], data: readonly Element[]) {
    this.parameters = parameters.length;
    parameters.forEach((p, place) => this.#leaves.set(p, { kind: "parameter", place }));
    data.forEach((d, place) => this.#leaves.set(d, { kind: "data", place }));
    this.roots = es.map((e) => this.#slot(e));
    this.parameterSlots = parameters.map((p) => this.#slots.get(p) ?? -1);
  }

  #push(operation: Operation): number {
    this.active.push(operation.kind === "parameter" || slotsOf(operation).some((slot) => this.active[slot]!));
    return this.operations.push(operation) - 1;
  }

  /** Without recursion: graphs of long sums of sums are deep. */
  #slot(root: Expr): number {
    const stack = [root];
    while (stack.length > 0) {
      const e = stack.at(-1)!;
      const missing = this.#slots.has(e)
        ? []
        : children(e).filter((child) => e.kind !== "element" && !this.#slots.has(child));
      if (missing.length > 0) stack.push(...missing);
      else {
        stack.pop();
        if (!this.#slots.has(e)) this.#slots.set(e, this.#place(e));
      }
    }
    return this.#slots.get(root)!;
  }

  #place(e: Expr): number {
    const slots = (list: readonly Expr[]): number[] => list.map((child) => this.#slots.get(child)!);
    switch (e.kind) {
      case "num":
        return this.#push({ kind: "constant", value: toNumber(e.value) });
      case "pi":
        return this.#push({ kind: "constant", value: Math.PI });
      case "element":
        return this.#push(this.#leaves.get(e) ?? { kind: "constant", value: NaN });
      case "add": {
        const terms = e.terms.map((term) => this.#term(term));
        return this.#push({
          kind: "linear",
          constant: toNumber(e.constant),
          coefficients: terms.map(([coefficient]) => coefficient),
          slots: terms.map(([, slot]) => slot),
        });
      }
      case "mul": {
        const [coefficient, slot] = this.#term(e);
        return coefficient === 1
          ? slot
          : this.#push({ kind: "linear", constant: 0, coefficients: [coefficient], slots: [slot] });
      }
      case "pow":
        if (e.exponent.kind === "num")
          return this.#push({ kind: "elementary", local: localPower(e.exponent.value), slots: slots([e.base]) });
        return this.#push({ kind: "elementary", local: localOf(e), slots: slots([e.base, e.exponent]) });
      case "call":
        return this.#push({ kind: "elementary", local: localOf(e), slots: slots(e.args) });
      case "piecewise":
        return this.#push({
          kind: "choice",
          relation: e.relation,
          slots: slots([e.left, e.right, e.then, e.otherwise]),
        });
      default:
        throw new Error(`internal: ${e.kind} on a tape; unroll first`);
    }
  }

  /** coefficient * slot for a term of a sum. */
  #term(term: Expr): [coefficient: number, slot: number] {
    if (term.kind !== "mul") return [1, this.#slots.get(term)!];
    const factors = term.factors.map((factor) => this.#slots.get(factor)!);
    const product = factors.reduce((left, right) => this.#product(left, right));
    return [isOneQ(term.coefficient) ? 1 : toNumber(term.coefficient), product];
  }

  #product(left: number, right: number): number {
    const key = `${String(left)},${String(right)}`;
    let slot = this.#products.get(key);
    if (slot === undefined) this.#products.set(key, (slot = this.#push({ kind: "product", slots: [left, right] })));
    return slot;
  }
}
