$header();
$imports();

declare function $header(): void;
declare function $imports(): void;
declare function $helpers(): void;
declare function $creation(): void;
declare function $code(): void;
declare interface $Model {
  readonly name: string;
}
declare interface $Kernels {
  readonly loss: unknown;
}
declare const $model: $Model & { readonly kernels: Kernels };

$helpers();

/**
 * The loss and its derivatives as loops over the data. x[D] holds the parameters one after the other, each row-major;
 * results go to out, of length D unless another is given.
 */
export interface Kernels extends $Kernels {
  $members: unknown;
}

/** The model for the sizes of the data: geometry of Γ, and the limiting dynamics of each noise. */
export interface Simulator extends $Model {
  readonly kernels: Kernels;
  $drifts?: unknown;
}

/** Checks the data, reads the sizes off it, and computes what depends on the data alone, once. */
export function create(_$arguments: unknown): Simulator {
  $creation();
  return $model;
}

$code();
