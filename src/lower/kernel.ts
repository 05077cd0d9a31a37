/** A kernel to be emitted: named outputs as expressions of array inputs. The border between mathematics and code. */
import type { Element, Expr } from "../expr/index.js";

/** A Float64Array argument; entry i of the array is the expression elements[i]. */
export interface KernelInput {
  readonly name: string;
  /** The argument is a number, elements[0]. */
  readonly scalar?: boolean;
  readonly elements: readonly Element[];
  /** What it is, with its length: "parameters, length 2". */
  readonly doc: string;
}

export interface Kernel {
  readonly name: string;
  /** Lines of the docstring: what is computed, formula, source. */
  readonly doc: readonly string[];
  readonly inputs: readonly KernelInput[];
  /** One number is returned, or the entries of `out` are written. */
  readonly output:
    { readonly value: Expr } | { readonly name: string; readonly values: readonly Expr[]; readonly doc: string };
  /** A second way to the output. */
  readonly byGradients?: ByGradients;
}

/** The output by way of gradients, which reverse accumulation gives at a small multiple of what the numbers take. */
export interface ByGradients {
  readonly steps: readonly (Gradient | Definition)[];
  readonly values: readonly Expr[];
}

/** The gradient of a number by the first input; what earlier steps made counts as constant in it. */
export interface Gradient {
  readonly elements: readonly Element[];
  readonly of: Expr;
}

export interface Definition {
  readonly elements: readonly Element[];
  readonly values: readonly Expr[];
}
