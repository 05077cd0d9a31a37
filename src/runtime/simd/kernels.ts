/**
 * The SIMD kernels of a generated module: one instance for each model, its memory laid out once. Arguments that lie in
 * the memory are used where they are; others are copied in and out.
 */
import { CALL, COPY } from "./costs.js";
import { type WebAssemblyMemory, compileWebAssembly, webAssembly, webAssemblyMemory } from "./webassembly.js";

/** One kernel of a SIMD module, as the caller has to know it. */
export interface SimdKernel {
  /** Operations of one call. */
  readonly operations: number;
  /** The length of each argument; 0 where it differs from call to call. */
  readonly lengths: readonly number[];
  /** The arguments whose length the kernel is told. */
  readonly counted: readonly number[];
  /** For each argument whose entries are positions, what these are less than; Infinity for the others. */
  readonly below?: readonly number[];
  /** A number is returned; otherwise the last argument is written. */
  readonly returns: boolean;
  /** The last argument is added to, so it is read as well. */
  readonly adds?: boolean;
}

/** What a generated module gives for its kernels in WebAssembly. */
export interface SimdModule {
  /** The module, in base64. */
  readonly code: string;
  /** The sizes and the numbers of the data that the kernels use, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** Arrays of the data and of creation, by name: copied into the memory. */
  readonly arrays: Readonly<Record<string, Float64Array>>;
  /** Lengths of the arrays that kernels write on the way. */
  readonly scratch: Readonly<Record<string, number>>;
  /** Functions that the module has no formula for. */
  readonly host: Readonly<Record<string, (...args: number[]) => number>>;
  readonly kernels: Readonly<Record<string, SimdKernel>>;
}

/** Where SIMD kernels take the place of plain ones: where they should be faster by their operations, wherever they can, nowhere. */
export type SimdUse = "auto" | "always" | "never";

type Kernel = (...args: Float64Array[]) => number | undefined;
type Run = (...at: number[]) => number | undefined;

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Fewer numbers are faster copied one by one. */
const SHORT = 16;
/** Room for arguments without a fixed length. */
const ROOM = 1024;

/**
 * `kernels`, those that gain by it replaced by SIMD ones with the same results to rounding; as they are where the host
 * has no WebAssembly with SIMD, or not that much memory.
 */
export function withSimd<K extends object>(kernels: K, simd: SimdModule, use: SimdUse = "auto"): K {
  const room = Math.max(ROOM, ...Object.values(simd.sizes));
  const lengthsOf = ({ lengths }: SimdKernel): number[] => lengths.map((length) => (length === 0 ? room : length));
  const chosen = Object.entries(simd.kernels).filter(([, kernel]) => {
    const copied = kernel.lengths.reduce((total, length) => total + length, 0);
    return use === "always" || (use === "auto" && kernel.operations >= CALL + COPY * copied);
  });
  const module = chosen.length > 0 ? compileWebAssembly(simd.code) : undefined;
  if (module === undefined) return kernels;
  const slots = chosen.reduce<number[]>(
    (longest, [, kernel]) =>
      lengthsOf(kernel)
        .map((length, i) => Math.max(length, longest[i] ?? 0))
        .concat(longest.slice(kernel.lengths.length)),
    [],
  );
  const memory = new Layout([
    ...Object.values(simd.arrays).map(({ length }) => length),
    ...Object.values(simd.scratch),
    ...slots,
  ]);
  if (!memory.memory) return kernels;
  const arrays = {
    ...mapValues(simd.arrays, (values) => memory.take(values.length, values).byteOffset),
    ...mapValues(simd.scratch, (length) => memory.take(length).byteOffset),
  };
  const places = slots.map((length) => memory.take(length));
  const { exports } = new webAssembly!.Instance(module, {
    host: { ...simd.host, memory: memory.memory },
    sizes: simd.sizes,
    numbers: simd.numbers,
    arrays,
  });
  const replaced = chosen.map(([name, kernel]) => [
    name,
    wrap(exports[name] as Run, kernel, places, (kernels as Record<string, Kernel>)[name]!),
  ]);
  return { ...kernels, ...Object.fromEntries(replaced) } as K;
}

/** Arrays of these lengths, one after the other, each at a multiple of 16 bytes. */
class Layout {
  readonly memory: WebAssemblyMemory | undefined;
  #used = 0;

  constructor(lengths: readonly number[]) {
    const bytes = lengths.reduce((total, length) => total + Layout.#bytes(length), 0);
    this.memory = webAssemblyMemory(bytes);
  }

  take(length: number, values?: Float64Array): Float64Array {
    const array = new Float64Array(this.memory!.buffer, this.#used, length);
    if (values) array.set(values);
    this.#used += Layout.#bytes(length);
    return array;
  }

  static #bytes(length: number): number {
    return 2 * BYTES * Math.ceil(length / 2);
  }
}

const mapValues = <V, W>(record: Readonly<Record<string, V>>, f: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));

/**
 * The kernel on arrays anywhere. `plain` takes over for arguments that are longer than there is room, or not all as long
 * as the batch, and for positions outside of their arrays: WebAssembly would read what lies beside.
 */
function wrap(
  run: Run,
  { lengths, counted, below = [], returns, adds = false }: SimdKernel,
  slots: readonly Float64Array[],
  plain: Kernel,
): Kernel {
  const { buffer } = slots[0]!;
  const place = (slot: Float64Array, values: Float64Array): number => {
    if (values.buffer === buffer) return values.byteOffset;
    if (values.length < SHORT) for (let i = 0; i < values.length; i++) slot[i] = values[i]!;
    else slot.set(values);
    return slot.byteOffset;
  };
  const target = adds
    ? place
    : (slot: Float64Array, out: Float64Array): number => (out.buffer === buffer ? out : slot).byteOffset;
  const views = lengths.map((length, i) => (length === 0 ? slots[i]! : slots[i]!.subarray(0, length)));
  const deliver = (slot: Float64Array, out: Float64Array): void => {
    if (out.buffer !== buffer) out.set(slot.length > out.length ? slot.subarray(0, out.length) : slot);
  };
  const [a, b, c] = views as [Float64Array, Float64Array, Float64Array];
  // The usual numbers of arguments without an array of them.
  if (!lengths.includes(0)) {
    if (returns && lengths.length === 1) return (x) => run(place(a, x));
    if (!returns && lengths.length === 2)
      return (x, out) => {
        run(place(a, x), target(b, out));
        deliver(b, out);
        return undefined;
      };
    if (!returns && lengths.length === 3)
      return (x, v, out) => {
        const at = target(c, out);
        run(adds && x === out ? at : place(a, x), place(b, v), at);
        deliver(c, out);
        return undefined;
      };
  }
  const last = returns ? -1 : lengths.length - 1;
  const positions = [...below.keys()].filter((i) => below[i]! < Infinity);
  const fits = (args: readonly Float64Array[]): boolean => {
    for (let i = 0; i < lengths.length; i++) {
      const { length } = args[i]!;
      if (length > slots[i]!.length || (lengths[i] === 0 && length !== args[counted[0]!]!.length)) return false;
    }
    for (const i of positions) if (!arePositions(args[i]!, below[i]!)) return false;
    return true;
  };
  if (!returns && lengths.length === 4 && counted.length === 1) {
    const d = views[3]!;
    return (...args) => {
      if (!fits(args)) return plain(...args);
      const [x, y, z, out] = args as [Float64Array, Float64Array, Float64Array, Float64Array];
      run(place(a, x), place(b, y), place(c, z), target(d, out), args[counted[0]!]!.length);
      deliver(d, out);
      return undefined;
    };
  }
  return (...args) => {
    if (!fits(args)) return plain(...args);
    const at = views.map((slot, i) => (i === last ? target(slot, args[i]!) : place(slot, args[i]!)));
    const value = run(...at, ...counted.map((i) => args[i]!.length));
    if (!returns) deliver(views[last]!, args[last]!);
    return value;
  };
}

/** Whether all are whole numbers from 0 to less than `end`. */
function arePositions(values: Float64Array, end: number): boolean {
  for (const at of values) if (!(Number.isInteger(at) && at >= 0 && at < end)) return false;
  return true;
}
