/**
 * One innermost loop in strips: several pairs of rounds at a time, then single pairs, then single rounds. Each pair in a
 * strip has an accumulator of its own for every sum, so that additions do not wait for each other. What all rounds
 * share (constants, numbers, where each row begins) is read before the loop. The counter counts bytes.
 */
import { type Element, type Expr, type IndexVariable, zero } from "../../../expr/index.js";
import {
  type Code,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type MathLibrary,
  PAIR,
  SCALAR,
  i32,
  lane,
  op,
  whileLoop,
} from "../../../wasm/index.js";
import type { Statement } from "../../nest.js";
import { startOf } from "./pairs.js";
import { type Reader, valueCode } from "./value.js";

/** What the loop sees of the function around it. */
export interface Surroundings extends Pick<Reader, "size" | "index" | "position"> {
  readonly built: FunctionBuilder;
  readonly library: MathLibrary;
  /** The byte at which the entry at this position begins. */
  readonly address: (e: Element, position: Expr) => Code;
  readonly number: (e: Element) => Code;
  /** A number that the loop adds to. */
  readonly sum: (target: Element) => Local;
}

export const BYTES = 8;
/** Pairs in a strip: as many as leave the accumulators in registers. */
const pairsFor = (sums: number): number => (sums === 1 ? 4 : sums <= 4 ? 2 : 1);

export function writeStrips(list: readonly Statement[], index: IndexVariable, range: Code, around: Surroundings): void {
  new Strips(list, index, around).write(range);
}

class Strips {
  readonly #list: readonly Statement[];
  readonly #index: IndexVariable;
  readonly #around: Surroundings;
  readonly #built: FunctionBuilder;
  readonly #at: Local;
  /** Code before the loop, and what it has named. */
  readonly #before: Code[] = [];
  readonly #named = new Map<string, Code>();
  /** The scalars that each round sets for itself. */
  readonly #own: ReadonlySet<string>;

  constructor(list: readonly Statement[], index: IndexVariable, around: Surroundings) {
    this.#list = list;
    this.#index = index;
    this.#around = around;
    this.#built = around.built;
    this.#at = this.#built.local("i32");
    this.#own = new Set(
      list
        .filter(({ kind, target }) => kind === "assign" && target.indices.length === 0)
        .map((s) => s.target.tensor.name),
    );
  }

  write(range: Code): void {
    const sums = [...new Set(this.#list.filter((s) => this.#isSum(s)).map(({ target }) => target))];
    const pairs = pairsFor(sums.length);
    const accumulators = new Map(
      sums.map((target) => [target, Array.from({ length: pairs }, () => this.#built.local(PAIR.type))]),
    );
    const end = this.#once("end", "i32", () => op("i32.mul", range, i32(BYTES)));
    const code = this.#built.block(() => {
      const totals = (target: Element, copy: number): Local => accumulators.get(target)![copy]!;
      this.#strip(PAIR, pairs, end, totals);
      if (pairs > 1) this.#strip(PAIR, 1, end, totals);
      for (const [target, parts] of accumulators) {
        const both = this.#built.let(PAIR.type, parts.map(({ get }) => get).reduce(PAIR.add));
        const total = this.#around.sum(target);
        this.#built.push(total.set(SCALAR.add(total.get, SCALAR.add(lane(both, 0), lane(both, 1)))));
      }
      this.#strip(SCALAR, 1, end, (target) => this.#around.sum(target));
    });
    const starts = [...accumulators.values()].flat().map((part) => part.set(PAIR.constant(0)));
    this.#built.push(...this.#before, ...starts, this.#at.set(i32(0)), code);
  }

  #isSum({ kind, target: { tensor, indices } }: Statement): boolean {
    return kind === "accumulate" && indices.length === 0 && !this.#own.has(tensor.name);
  }

  /** `copies` rounds of all statements at a time, as long as so many are left. */
  #strip(lanes: Lanes, copies: number, end: Code, totals: (target: Element, copy: number) => Local): void {
    const step = BYTES * lanes.width * copies;
    const last = this.#once(`end - ${String(step)}`, "i32", () => op("i32.sub", end, i32(step)));
    const round = this.#built.block(() => {
      for (let copy = 0; copy < copies; copy++) {
        const own = new Map([...this.#own].map((name) => [name, this.#built.local(lanes.type)]));
        const reader = this.#reader(lanes, BYTES * lanes.width * copy, own);
        for (const statement of this.#list) {
          const { target, kind, value } = statement;
          const code = valueCode(value, reader);
          if (target.indices.length > 0) {
            const [place, offset] = [this.#place(target), BYTES * lanes.width * copy];
            const whole = kind === "assign" ? code : lanes.add(lanes.load(place, offset), code);
            this.#built.push(lanes.store(place, whole, offset));
          } else {
            const local = own.get(target.tensor.name) ?? totals(target, copy);
            this.#built.push(local.set(kind === "assign" ? code : lanes.add(local.get, code)));
          }
        }
      }
      this.#built.push(this.#at.set(op("i32.add", this.#at.get, i32(step))));
    });
    this.#built.push(whileLoop(op("i32.le_s", this.#at.get, last), round));
  }

  #reader(lanes: Lanes, offset: number, own: ReadonlyMap<string, Local>): Reader {
    const { size, index, position, library, number } = this.#around;
    const shared = (key: string, value: () => Code): Code =>
      this.#once(`${lanes.type} ${key}`, lanes.type, () => lanes.splat(value()));
    return {
      lanes,
      library,
      constant: (x) =>
        lanes === SCALAR
          ? SCALAR.constant(x)
          : shared(`= ${Object.is(x, -0) ? "-0" : String(x)}`, () => SCALAR.constant(x)),
      size: (name) => shared(`size ${name}`, () => size(name)),
      index: (i) => shared(`index ${i.name}`, () => index(i)),
      position,
      let: (value) => this.#built.let(lanes.type, value),
      element: (e) => {
        const [where] = e.indices;
        if (where === undefined)
          return own.get(e.tensor.name)?.get ?? shared(`number ${String(e.id)}`, () => number(e));
        if (where.free.includes(this.#index)) return lanes.load(this.#place(e), offset);
        return shared(`entry ${String(e.id)}`, () => SCALAR.load(this.#around.address(e, where)));
      },
    };
  }

  /** The byte of an entry that moves with the loop. */
  #place(e: Element): Code {
    const start = startOf(e.indices[0]!, this.#index) ?? zero;
    const first = this.#once(`${e.tensor.role} ${e.tensor.name} ${String(start.id)}`, "i32", () =>
      this.#around.address(e, start),
    );
    return op("i32.add", first, this.#at.get);
  }

  /** Computed before the loop, once for each key. */
  #once(key: string, type: "i32" | Lanes["type"], value: () => Code): Code {
    let name = this.#named.get(key);
    if (name === undefined) {
      const local = this.#built.local(type);
      this.#before.push(local.set(value()));
      name = local.get;
      this.#named.set(key, name);
    }
    return name;
  }
}
