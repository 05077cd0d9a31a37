/**
 * Kernels whose results another kernel computes already, up to the names of arguments and to zeros around them: for
 * Σ = I, Pσξ is the projection of ξ, and the drift of label noise is the last of its three terms. Their code is not written twice.
 */
import { type Expr, substitute, writtenSize, zero } from "../expr/index.js";
import type { Kernel } from "../lower/kernel.js";

/** The results are those of the kernel `of`, from this position on, and zeros elsewhere. */
export interface Repeat {
  readonly of: Kernel;
  readonly from: number;
}

export type Repeats = ReadonlyMap<Kernel, Repeat>;

/** The number of results. */
export const lengthOf = ({ output }: Kernel): number => ("value" in output ? 1 : output.values.length);

/** All results, and nothing around them: one function does for both. */
export const isSameFunction = (kernel: Kernel, { of }: Repeat): boolean => lengthOf(kernel) === lengthOf(of);

export function repeatsAmong(kernels: readonly Kernel[]): Repeats {
  const repeats = new Map<Kernel, Repeat>();
  const written: Kernel[] = [];
  for (const kernel of kernels) {
    const repeat = written.map((of) => repetition(kernel, of)).find((found) => found !== undefined);
    if (repeat) repeats.set(kernel, repeat);
    else written.push(kernel);
  }
  return repeats;
}

function repetition(kernel: Kernel, of: Kernel): Repeat | undefined {
  if ("value" in kernel.output || "value" in of.output || !haveSameShape(kernel, of)) return undefined;
  const [values, known] = [kernel.output.values, of.output.values];
  const nonzero = values.findIndex((value) => value !== zero);
  const from = nonzero - (nonzero % known.length);
  const block = values.slice(from, from + known.length);
  const isAlone = values.every((value, i) => value === zero || (i >= from && i < from + known.length));
  if (nonzero < 0 || block.length < known.length || !isAlone) return undefined;
  const names = new Map<Expr, Expr>(
    kernel.inputs.flatMap(({ elements }, i) =>
      elements.map((element, j) => [element, of.inputs[i]!.elements[j]!] as const),
    ),
  );
  const isSame = block.every(
    (value, i) => writtenSize(value) === writtenSize(known[i]!) && substitute(value, names) === known[i],
  );
  return isSame ? { of, from } : undefined;
}

const haveSameShape = (a: Kernel, b: Kernel): boolean =>
  a.inputs.length === b.inputs.length &&
  a.inputs.every(({ elements, scalar }, i) => {
    const other = b.inputs[i]!;
    return elements.length === other.elements.length && scalar === other.scalar;
  });
