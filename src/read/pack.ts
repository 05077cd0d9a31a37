/** Between the user's layout of an argument and one flat list of numbers. */
import { DiagnosticError, type Key, type ValuesOf, diagnostic } from "../diagnostics/index.js";
import { type Sizes, sizeOf } from "../expr/index.js";
import { type Slot, tensors } from "./model.js";

/** The value in the user's layout: nested arrays and objects. */
export function packArgument(slot: Slot, flat: ArrayLike<number>, sizes: Sizes = {}): unknown {
  let next = 0;
  const array = (shape: readonly number[]): unknown => {
    const [length, ...rest] = shape;
    return length === undefined ? flat[next++] : Array.from({ length }, () => array(rest));
  };
  const pack = (part: Slot): unknown => {
    switch (part.kind) {
      case "tensor":
        return array(part.tensor.shape.map((size) => sizeOf(size, sizes)));
      case "tuple":
        return part.items.map(pack);
      case "object":
        return Object.fromEntries(part.fields.map(([name, field]) => [name, pack(field)]));
    }
  };
  return pack(slot);
}

export interface FlatArgument {
  readonly flat: number[];
  /** What the named sizes turned out to be. */
  readonly sizes: Record<string, number>;
  /** The array that showed each of them first. */
  readonly origins: Record<string, string>;
}

const refuse = <K extends Key>(key: K, ...values: ValuesOf<K>): never => {
  throw new DiagnosticError([diagnostic(key, undefined, ...values)]);
};

function inWords(value: unknown): string {
  if (isArray(value)) return value.length === 0 ? "empty" : `an array of length ${String(value.length)}`;
  if (value === null || typeof value === "number") return String(value);
  return typeof value === "object" ? "an object" : typeof value === "undefined" ? "missing" : JSON.stringify(value);
}

/** A list of numbers or of lists; Float64Array and its like count too. */
const isArray = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `[u, v]: Vector<2>` given as { u: 2, v: 0.5 }, `w: Vector<3>` as { w: [1, 2, 3] }: the same in the user's layout. */
function byName(value: unknown, slot: Slot): unknown {
  if (!isRecord(value) || slot.kind === "object") return value;
  const names = tensors(slot).map(({ name }) => name);
  for (const name of Object.keys(value)) if (!names.includes(name)) refuseName(name, names);
  const pick = (part: Slot): unknown => {
    if (part.kind === "tuple") return part.items.map(pick);
    return part.kind === "tensor" ? value[part.tensor.name] : value;
  };
  return pick(slot);
}

const refuseName = (name: string, known: readonly string[]): void =>
  refuse("packedShape", { name, expected: `one of ${known.join(", ")}`, found: "another name" });

/**
 * The numbers of a value in the user's layout, in flat order.
 *
 * @param known the sizes that another argument has shown
 * @throws DiagnosticError GS218, GS219 naming the array, what was expected and what was found
 */
export function flattenArgument(
  slot: Slot,
  value: unknown,
  known?: Pick<FlatArgument, "sizes"> & Partial<Pick<FlatArgument, "origins">>,
): FlatArgument {
  const found = new Flattening({ ...known?.sizes }, { ...known?.origins });
  found.take("the argument", byName(value, slot), slot);
  return found;
}

type SlotOf<K extends Slot["kind"]> = Extract<Slot, { kind: K }>;

class Flattening implements FlatArgument {
  readonly flat: number[] = [];
  readonly sizes: Record<string, number>;
  readonly origins: Record<string, string>;

  constructor(sizes: Record<string, number>, origins: Record<string, string>) {
    this.sizes = sizes;
    this.origins = origins;
  }

  /** @param name of the part, for faults */
  take(name: string, part: unknown, slot: Slot): void {
    if (slot.kind === "tensor") this.#array(slot.tensor.name, part, slot.tensor.shape);
    else if (slot.kind === "tuple") this.#tuple(name, part, slot);
    else this.#object(name, part, slot);
  }

  #array(name: string, part: unknown, [size, ...rest]: SlotOf<"tensor">["tensor"]["shape"]): void {
    if (size === undefined) {
      if (typeof part !== "number" || !Number.isFinite(part))
        return refuse("packedShape", { name, expected: "a finite number", found: inWords(part) });
      this.flat.push(part);
      return;
    }
    if (!isArray(part) || part.length === 0) return refuseLength(name, size, part);
    this.#checkLength(name, part, size);
    for (let i = 0; i < part.length; i++) this.#array(`${name}[${String(i)}]`, part[i], rest);
  }

  /** The first array of a named size says what the size is. */
  #checkLength(name: string, part: ArrayLike<unknown>, size: number | string): void {
    if (typeof size === "number") {
      if (part.length !== size) refuseLength(name, size, part);
      return;
    }
    const expected = this.sizes[size];
    if (expected === undefined) [this.sizes[size], this.origins[size]] = [part.length, name];
    else if (part.length !== expected) {
      const first = this.origins[size];
      const origin = first === undefined ? "another argument" : `\`${first}\``;
      refuse("packedSize", { name, size, found: part.length, expected, origin });
    }
  }

  #tuple(name: string, part: unknown, { items }: SlotOf<"tuple">): void {
    if (!Array.isArray(part) || part.length !== items.length) return refuseLength(name, items.length, part);
    items.forEach((item, i) => {
      this.take(`${name}[${String(i)}]`, part[i], item);
    });
  }

  #object(name: string, part: unknown, { fields }: SlotOf<"object">): void {
    if (!isRecord(part)) return refuse("packedShape", { name, expected: "an object", found: inWords(part) });
    const names = fields.map(([field]) => field);
    for (const field of Object.keys(part)) if (!names.includes(field)) refuseName(field, names);
    for (const [field, inner] of fields) this.take(field, part[field], inner);
  }
}

const refuseLength = (name: string, size: number | string, part: unknown): never =>
  refuse("packedShape", { name, expected: `an array of length ${String(size)}`, found: inWords(part) });
