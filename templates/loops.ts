$header();
$imports();

declare function $header(): void;
declare function $imports(): void;
declare function $helpers(): void;
declare function $creation(): void;
declare const $dimension: number;
declare const $functions: Omit<Kernels, "dimension">;

$helpers();

/** The kernels for the given sizes and data. */
export interface Kernels {
  /** D, the number of parameters: the length of x. */
  readonly dimension: number;
  $members: unknown;
}

/** Computes what depends on the data alone, once, and returns the kernels. */
export function create(_$arguments: unknown): Kernels {
  $creation();
  return { dimension: $dimension, ...$functions };
}
