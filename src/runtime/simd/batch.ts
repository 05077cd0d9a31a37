/** Many paths of a small model side by side: the steps of its WebAssembly module, two paths at a time. */
import { checkInteger } from "../check.js";
import type { BatchKernels, Model, ModelBatch, NoiseBatch, NoiseKernels, NoiseName, StepKernels } from "../model.js";
import { compileWebAssembly, webAssembly, webAssemblyMemory } from "./webassembly.js";

/** What a generated module gives for steps of many paths side by side. */
export interface BatchModule {
  /** The module, in base64. */
  readonly code: string;
  /** Whether its steps have the bits of `kernels`: they call no function like exp, for which it has formulas of its own. */
  readonly exact?: boolean;
  readonly dimension: number;
  readonly kernels: BatchKernels;
  /** What depends on data alone. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Functions that the module has no formula for. */
  readonly host: Readonly<Record<string, (...args: number[]) => number>>;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * Makes batches of a model; undefined where the host has no WebAssembly with SIMD, or no memory for it.
 *
 * @throws RangeError when the number of paths is not even and positive
 */
export const batches =
  ({ code, exact = false, dimension, kernels, numbers, host }: BatchModule) =>
  (paths: number): ModelBatch | undefined => {
    checkInteger("paths", paths, 2);
    if (paths % 2 !== 0) throw new RangeError(`paths must be even, not ${paths}`);
    const module = compileWebAssembly(code);
    if (module === undefined) return undefined;
    const own = Object.entries<NoiseKernels>(kernels.noises);
    const rows = [dimension, Math.max(...own.map(([, { channels }]) => channels)), dimension];
    const bytes = rows.reduce((sum, count) => sum + count * paths * BYTES, 0);
    const memory = webAssemblyMemory(bytes);
    if (memory === undefined) return undefined;
    let used = 0;
    const [x, xi, out] = rows.map((count) => {
      const array = new Float64Array(memory.buffer, used, count * paths);
      used += array.byteLength;
      return array;
    }) as [Float64Array, Float64Array, Float64Array];
    const { exports } = new webAssembly!.Instance(module, { host: { ...host, memory }, numbers });
    const at = [x, xi, out].map(({ byteOffset }) => byteOffset) as [number, number, number];
    const noises = own.map(([name, { channels }]): [string, NoiseBatch] => {
      const stochasticGradient = exports[`${name}.stochasticGradient`] as StochasticGradient | undefined;
      const limitStep = exports[`${name}.limitStep`] as LimitStep | undefined;
      return [
        name,
        {
          channels,
          ...(stochasticGradient && {
            stochasticGradient: (scale) => {
              stochasticGradient(...at, paths, scale);
            },
          }),
          ...(limitStep && {
            limitStep: (diffusionStep, driftStep, tolerance, maxIterations) =>
              limitStep(at[0], at[1], paths, diffusionStep, driftStep, tolerance, maxIterations) === 0,
          }),
        },
      ];
    });
    return { paths, exact, x, xi, out, noises: Object.fromEntries(noises), madeOf: kernels };
  };

type StochasticGradient = (x: number, xi: number, out: number, paths: number, scale: number) => void;
type LimitStep = (...args: [x: number, xi: number, paths: number, ...numbers: number[]]) => number;

/**
 * A batch of the model and its noise of this name. Undefined where there is none, or where the model has taken other
 * kernels than those that its batch was made of: `{ ...model, gradient }` is another loss.
 */
export function batchOf(
  model: StepKernels & Pick<Model, "batch"> & Pick<BatchKernels, "noises">,
  name: NoiseName,
  paths: number,
): { readonly batch: ModelBatch; readonly steps: NoiseBatch } | undefined {
  const batch = model.batch?.(paths);
  const steps = batch?.noises[name];
  if (batch === undefined || steps === undefined) return undefined;
  const { madeOf } = batch;
  const isOwn = <K extends object>(kernels: K, ours: K | undefined, names: readonly (keyof K)[]): boolean =>
    names.every((kernel) => ours?.[kernel] === undefined || ours[kernel] === kernels[kernel]);
  const hasOwn =
    isOwn(madeOf, model, ["gradient", "retractStep"]) &&
    isOwn(madeOf.noises[name]!, model.noises[name], ["channels", "apply", "diffuse", "drift"]);
  return hasOwn ? { batch, steps } : undefined;
}
