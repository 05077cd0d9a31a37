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
  const flat: number[] = [];
  const [sizes, origins] = [{ ...known?.sizes }, { ...known?.origins }];
  const array = (
    name: string,
    part: unknown,
    [size, ...rest]: Extract<Slot, { kind: "tensor" }>["tensor"]["shape"],
  ): void => {
    if (size === undefined) {
      if (typeof part !== "number" || !Number.isFinite(part))
        return refuse("packedShape", { name, expected: "a finite number", found: inWords(part) });
      flat.push(part);
      return;
    }
    if (!isArray(part) || part.length === 0)
      return refuse("packedShape", { name, expected: `an array of length ${String(size)}`, found: inWords(part) });
    if (typeof size === "string" && sizes[size] === undefined) [sizes[size], origins[size]] = [part.length, name];
    const expected = typeof size === "number" ? size : sizes[size]!;
    if (part.length !== expected) {
      if (typeof size === "string")
        return refuse("packedSize", {
          name,
          size,
          found: part.length,
          expected,
          origin: origins[size] === undefined ? "another argument" : `\`${origins[size]}\``,
        });
      return refuse("packedShape", { name, expected: `an array of length ${String(size)}`, found: inWords(part) });
    }
    for (let i = 0; i < part.length; i++) array(`${name}[${String(i)}]`, part[i], rest);
  };
  const walk = (name: string, part: unknown, inside: Slot): void => {
    switch (inside.kind) {
      case "tensor":
        array(inside.tensor.name, part, inside.tensor.shape);
        break;
      case "tuple":
        if (!Array.isArray(part) || part.length !== inside.items.length)
          return refuse("packedShape", {
            name,
            expected: `an array of length ${String(inside.items.length)}`,
            found: inWords(part),
          });
        inside.items.forEach((item, i) => {
          walk(`${name}[${String(i)}]`, part[i], item);
        });
        break;
      case "object":
        if (typeof part !== "object" || part === null || Array.isArray(part))
          return refuse("packedShape", { name, expected: "an object", found: inWords(part) });
        for (const field of Object.keys(part))
          if (!inside.fields.some(([known]) => known === field))
            refuseName(
              field,
              inside.fields.map(([known]) => known),
            );
        for (const [field, inner] of inside.fields)
          walk(field, (part as Readonly<Record<string, unknown>>)[field], inner);
    }
  };
  walk("the argument", byName(value, slot), slot);
  return { flat, sizes, origins };
}
