/**
 * From definitions to steps: one assignment or one accumulation each, over a set of indices, its value free of sums.
 * Every intermediate is an array here; fusion makes scalars of those that need not be stored.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  element,
  index,
  open,
  piecewise,
  substitute,
  zero,
} from "../../expr/index.js";
import { type Flattener, flattener } from "./flatten.js";
import { invariantArrays } from "./invariant-arrays.js";
import type { Definition, Lets } from "../lets.js";
import { elementsOf } from "../dependence.js";
import { loopOrder } from "./order.js";
import { scatter } from "./scatter.js";

/**
 * target = value, or target = the sum of value over `over`, in these loops from the outside in. `largest` makes it the
 * largest: the value is then max(target, …) already.
 */
export interface Step {
  readonly target: Element;
  readonly value: Expr;
  readonly order: readonly IndexVariable[];
  readonly over?: IndexVariable;
  readonly largest?: true;
  /** The target holds a number already: zero where `over` moves in it, from entry to entry, or what a caller left there. */
  readonly started?: true;
  /** The value is added without a sum. */
  readonly adds?: true;
}

/** The steps of one function, each after those whose results it needs. */
export class Steps {
  readonly list: Step[] = [];
  readonly #lets: Lets;
  readonly #flattener: Flattener;
  /** Takes the arrays of data alone; undefined for creation itself. */
  readonly #creation: Steps | undefined;
  readonly #done = new Set<string>();

  constructor(lets: Lets, creation?: Steps) {
    this.#lets = lets;
    this.#flattener = flattener(lets);
    this.#creation = creation;
  }

  /** The outputs after all that any of them needs: what they share is not torn apart. */
  defineAll(definitions: readonly Definition[]): void {
    const before = this.list.length;
    definitions.forEach((definition) => this.#define(definition));
    const results = new Set(definitions.map(({ tensor }) => tensor));
    const isResult = ({ target }: Step): boolean => results.has(target.tensor);
    const made = this.list.splice(before);
    this.list.push(...made.filter((step) => !isResult(step)), ...made.filter(isResult));
  }

  #define({ tensor, indices, value, largest, adds }: Definition): void {
    const target = element(tensor, indices);
    if (adds) {
      for (const term of value.kind === "add" ? value.terms : [value]) this.#add(target, indices, term);
      return;
    }
    if (value.kind !== "sum") {
      this.list.push({ target, ...this.#prepare(indices, target, this.#flattener.inside(value)) });
      return;
    }
    const [opened, body] = open(value);
    const over = index(`${tensor.name}:r`, opened.size);
    const renamed = substitute(this.#flattener.flatten(body), new Map([[opened, over]]));
    const scattered = largest ? undefined : scatter(target, indices, over, renamed);
    if (scattered) {
      const made = this.#prepare([...scattered.indices, over], scattered.target, scattered.value);
      const order = loopOrder(indices, target, zero, (i) => this.#lets.isSample(i));
      this.list.push({ target, value: zero, order }, { target: scattered.target, over, started: true, ...made });
      return;
    }
    const step = { target, over, ...this.#prepare([...indices, over], target, renamed) };
    this.list.push(
      largest ? { ...step, largest, value: piecewise("<", target, step.value, step.value, target) } : step,
    );
  }

  /** target[indices] += value: only the entries where a delta lets it be other than 0. */
  #add(target: Element, indices: readonly IndexVariable[], value: Expr): void {
    const flat = this.#flattener.flatten(value);
    const placed = scatter(target, indices, undefined, flat) ?? { target, indices, value: flat };
    const made = this.#prepare(placed.indices, placed.target, placed.value);
    this.list.push({ target: placed.target, adds: true, ...made });
  }

  #prepare(indices: readonly IndexVariable[], target: Element, value: Expr): Pick<Step, "value" | "order"> {
    const order = loopOrder(indices, target, value, (i) => this.#lets.isSample(i));
    const flat = invariantArrays(value, order, this.#lets);
    for (const { tensor } of elementsOf(flat)) this.#need(this.#lets.definitionOf(tensor));
    return { value: flat, order };
  }

  #need(definition: Definition | undefined): void {
    if (!definition) return;
    const { name, role } = definition.tensor;
    if (role === "data" && this.#creation) this.#creation.#need(definition);
    else if (!this.#done.has(name)) {
      this.#done.add(name);
      this.#define(definition);
    }
  }
}
