/** The data of a loss with named sizes: checked arrays, flat and row-major, that say what the sizes are. */

/** An array laid out flat, row-major. It is used as it is, without a copy: do not change it afterwards. */
export interface FlatArray {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

type Nested<Rank extends number> = Rank extends 0
  ? number
  : Rank extends 1
    ? readonly number[] | Float64Array
    : Rank extends 2
      ? readonly (readonly number[] | Float64Array)[]
      : readonly unknown[];

/** An array of that rank: nested arrays, or flat with its shape. */
export type DataArray<Rank extends number> = Rank extends 0 ? number : Nested<Rank> | FlatArray;

/** A size as the loss file writes it: a number, or a name. */
type Size = number | string;

/** Reads the argument of a generated `create`: arrays of the declared shapes, whose named sizes must agree. */
export class DataReader {
  readonly #sizes = new Map<string, { readonly value: number; readonly from: string }>();

  /**
   * @param given sizes by name, which no array need show
   * @throws TypeError when one is no positive integer, or is not among `known`
   */
  constructor(given: Readonly<Record<string, number | undefined>>, known: readonly string[]) {
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue;
      if (!known.includes(name))
        throw new TypeError(`sizes.${name}: the loss has no such size; its sizes are ${known.join(", ")}`);
      if (!Number.isInteger(value) || value < 1)
        throw new TypeError(`sizes.${name}: expected a positive integer, received ${value}`);
      this.#sizes.set(name, { value, from: `sizes.${name}` });
    }
  }

  /** @throws TypeError naming the fields that an object lacks */
  fields(given: unknown, names: readonly string[], path: string): void {
    const present: object = typeof given === "object" && given !== null ? given : {};
    const missing = names.filter((name) => !(name in present)).join(", ");
    if (missing !== "") throw new TypeError(`${path}: expected an object with ${names.join(", ")}; missing ${missing}`);
  }

  /**
   * The numbers of an array whose shape the loss file declares.
   *
   * @throws TypeError naming the array, the shape expected and received, and what fixed a size
   */
  array(path: string, given: unknown, shape: readonly Size[]): Float64Array {
    if (isFlat(given)) {
      const { values, shape: received } = given;
      this.#match(path, shape, received);
      const count = received.reduce((product, size) => product * size, 1);
      if (values.length !== count)
        throw new TypeError(`${path}: shape [${received.join(", ")}] has ${count} entries, received ${values.length}`);
      const wrong = values.findIndex((value) => !Number.isFinite(value));
      if (wrong >= 0) throw new TypeError(`${path}: expected finite numbers, received ${values[wrong]!} at ${wrong}`);
      return values;
    }
    const received = shapeOf(given, shape.length);
    if (received === undefined)
      throw new TypeError(`${path}: expected an array of shape [${shape.join(", ")}], received ${typeof given}`);
    this.#match(path, shape, received);
    const values = new Float64Array(received.reduce((product, size) => product * size, 1));
    flatten(path, given, received, values, 0);
    return values;
  }

  /** @throws TypeError when the value is no finite number */
  number(path: string, given: unknown): number {
    if (typeof given === "number" && Number.isFinite(given)) return given;
    throw new TypeError(`${path}: expected a finite number, received ${String(given)}`);
  }

  /**
   * @param least what the loss needs it to be, where it reads x[n - 2] or x[3]
   * @throws TypeError when neither an array nor `sizes` shows it, or when it is less than that
   */
  size(name: string, least = 1): number {
    const known = this.#sizes.get(name);
    if (known === undefined) throw new TypeError(`sizes.${name}: no array of the data shows this size; give it`);
    if (known.value < least)
      throw new TypeError(
        `sizes.${name}: expected at least ${least}, as the loss reads it, received ${known.value} from ${known.from}`,
      );
    return known.value;
  }

  #match(path: string, shape: readonly Size[], received: readonly number[]): void {
    const expected = shape.map((size) => (typeof size === "number" ? size : (this.#sizes.get(size)?.value ?? size)));
    const fits =
      received.length === shape.length &&
      expected.every((size, axis) => (typeof size === "number" ? size === received[axis] : received[axis]! > 0)) &&
      // One name twice in a shape: a square.
      shape.every((size, axis) => received[axis] === received[shape.indexOf(size)] || typeof size === "number");
    if (!fits) {
      const sources = [...new Set(shape)].flatMap((size) => {
        const known = typeof size === "string" ? this.#sizes.get(size) : undefined;
        return known ? [`${size} = ${known.value} from ${known.from}`] : [];
      });
      const why = sources.length > 0 ? ` (${sources.join(", ")})` : "";
      throw new TypeError(`${path}: expected shape [${expected.join(", ")}]${why}, received [${received.join(", ")}]`);
    }
    shape.forEach((size, axis) => {
      if (typeof size === "string" && !this.#sizes.has(size))
        this.#sizes.set(size, { value: received[axis]!, from: path });
    });
  }
}

const isFlat = (given: unknown): given is FlatArray =>
  typeof given === "object" &&
  given !== null &&
  "values" in given &&
  given.values instanceof Float64Array &&
  "shape" in given &&
  Array.isArray(given.shape);

type ArrayOfAny = ArrayLike<unknown>;
const isArray = (value: unknown): value is ArrayOfAny => Array.isArray(value) || value instanceof Float64Array;

/** The shape by the first entry at each level; the other entries are checked when they are read. */
function shapeOf(value: unknown, rank: number): number[] | undefined {
  const shape: number[] = [];
  for (let part = value; isArray(part); part = part[0]) {
    shape.push(part.length);
    if (shape.length > rank) break;
  }
  return shape.length === 0 ? undefined : shape;
}

/** Copies to out from `at` on; gives the position behind. */
function flatten(path: string, part: unknown, shape: readonly number[], out: Float64Array, at: number): number {
  const [length, ...rest] = shape;
  if (!isArray(part) || part.length !== length) {
    const received = isArray(part) ? `${part.length} entries` : typeof part;
    throw new TypeError(`${path}: expected ${length} entries as in the first row, received ${received}`);
  }
  if (rest.length > 0) {
    let next = at;
    for (let i = 0; i < length; i++) next = flatten(`${path}[${i}]`, part[i], rest, out, next);
    return next;
  }
  for (let i = 0; i < length; i++) {
    const value = part[i];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new TypeError(`${path}[${i}]: expected a finite number, received ${String(value)}`);
    out[at + i] = value;
  }
  return at + length;
}
