/** Many paths of a small model side by side: the kernels of its WebAssembly module, two paths at a time. */
import { checkInteger } from "./check.js";
import { compileWebAssembly, webAssembly } from "./webassembly.js";

/** Kernels from `x` (and `xi`) to `out`, for one noise. */
export interface NoiseBatch {
  /** q: rows 0 … q − 1 of `xi` are used. */
  readonly channels: number;
  /** out = σ(x) ξ */
  apply(): void;
  /** out = P(x) σ(x) ξ */
  diffuse(): void;
  /** out = ½ ∂²Φ(x)[Σ] */
  drift(): void;
}

/** B paths. Arrays are component-major: entry a of path b lies at a·B + b. They are the kernels' own: nothing is copied. */
export interface ModelBatch {
  /** B, even. */
  readonly paths: number;
  /** x[D·B] */
  readonly x: Float64Array;
  /** ξ[q·B], q the largest number of channels. */
  readonly xi: Float64Array;
  /** What a kernel writes: out[D·B]. */
  readonly out: Float64Array;
  /** out = ∇L(x) */
  gradient(): void;
  /** out = x − J⁺r(x) */
  retractStep(): void;
  readonly noises: Readonly<Partial<Record<NoiseName, NoiseBatch>>>;
}

type NoiseName = "isotropic" | "labelNoise" | "declared";

export interface BatchModule {
  /** The module, in base64. */
  readonly code: string;
  readonly dimension: number;
  readonly channels: Readonly<Partial<Record<NoiseName, number>>>;
  /** What depends on data alone. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Functions that the module has no formula for. */
  readonly host: Readonly<Record<string, (...args: number[]) => number>>;
}

const PAGE = 65536;
const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * Makes batches of a model; undefined where the host has no WebAssembly with SIMD.
 *
 * @throws RangeError when the number of paths is not even and positive
 */
export const batches =
  ({ code, dimension, channels, numbers, host }: BatchModule) =>
  (paths: number): ModelBatch | undefined => {
    checkInteger("paths", paths, 2);
    if (paths % 2 !== 0) throw new RangeError(`paths must be even, not ${paths}`);
    const module = compileWebAssembly(code);
    if (module === undefined) return undefined;
    const rows = [dimension, Math.max(...Object.values(channels)), dimension];
    const bytes = rows.reduce((sum, count) => sum + count * paths * BYTES, 0);
    const memory = new webAssembly!.Memory({ initial: Math.ceil(bytes / PAGE) });
    let used = 0;
    const [x, xi, out] = rows.map((count) => {
      const array = new Float64Array(memory.buffer, used, count * paths);
      used += array.byteLength;
      return array;
    }) as [Float64Array, Float64Array, Float64Array];
    const { exports } = new webAssembly!.Instance(module, { host: { ...host, memory }, numbers });
    const kernel =
      (name: string, ...args: readonly Float64Array[]) =>
      (): void => {
        (exports[name] as (...at: number[]) => void)(...args.map(({ byteOffset }) => byteOffset), paths);
      };
    const noises = Object.entries(channels).map(([name, count]): [string, NoiseBatch] => [
      name,
      {
        channels: count,
        apply: kernel(`${name}.apply`, x, xi, out),
        diffuse: kernel(`${name}.diffuse`, x, xi, out),
        drift: kernel(`${name}.drift`, x, out),
      },
    ]);
    return {
      paths,
      x,
      xi,
      out,
      gradient: kernel("gradient", x, out),
      retractStep: kernel("retractStep", x, out),
      noises: Object.fromEntries(noises),
    };
  };
