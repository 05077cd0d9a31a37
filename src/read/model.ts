/** What reading a loss file gives: the loss as an expression, with the layout of its arguments. */
import type { Diagnostic, Span } from "../diagnostics/index.js";
import type { Element, Expr, Sizes, Tensor } from "../expr/index.js";

/**
 * The layout of a function argument as the user declared it. `[x, y]: Vector<2>` is a tuple of two scalar tensors,
 * `{ u, v }: { u: Vector<"d">; v: Vector<"d"> }` an object of two tensors of shape ["d"]. The flat order of the
 * numbers is the order of traversal, row-major within a tensor.
 */
export type Slot =
  | { readonly kind: "tensor"; readonly tensor: Tensor }
  | { readonly kind: "tuple"; readonly items: readonly Slot[] }
  | { readonly kind: "object"; readonly fields: readonly (readonly [name: string, slot: Slot])[] };

/** sigma(x) xi, one component per element of the parameters. */
export interface NoiseDeclaration {
  readonly xi: Slot;
  /** The component of a parameter element, as an expression linear in the elements of xi. */
  component(parameter: Tensor, indices: readonly Expr[]): Expr;
}

export interface DynamicsRequest {
  readonly name: string;
  readonly span: Span;
}

export interface LossModel {
  /** The file's name without ".loss.ts" or ".ts". */
  readonly name: string;
  /** Absolute path; undefined for a loss given as a math string. */
  readonly file?: string;
  /** The text that was read: its hash is the provenance of what is generated. */
  readonly source: string;
  readonly parameters: Slot;
  readonly data?: Slot;
  /** Literal sizes are unrolled, named ones stay sums. */
  readonly loss: Expr;
  readonly noise?: NoiseDeclaration;
  /** Equations of the manifold of minimizers, each 0 on it; with free indices, one for each of their values. */
  readonly manifold?: readonly Expr[];
  /** Numbers to watch along the dynamics, by name. */
  readonly observables?: Readonly<Record<string, Expr>>;
  /** The data array that label noise perturbs, when declared. */
  readonly labels?: string;
  /** The limiting dynamics that the file asks for; whether there are such is not known here. */
  readonly dynamics?: readonly DynamicsRequest[];
  readonly hasExample: boolean;
  /** Named sizes that have to be more than 1, such as an n that x[n - 2] is read at: the least they may be. */
  readonly leastSizes?: Sizes;
  /** Things the reader may want to know: a piecewise loss, for one. */
  readonly warnings: readonly Diagnostic[];
}

/** The tensors of a layout, in flat order. */
export function tensors(slot: Slot): readonly Tensor[] {
  switch (slot.kind) {
    case "tensor":
      return [slot.tensor];
    case "tuple":
      return slot.items.flatMap(tensors);
    case "object":
      return slot.fields.flatMap(([, field]) => tensors(field));
  }
}

/** A model whose sizes are all numbers and whose arrays are lists of scalars: what geometry and dynamics work on. */
export interface FlatModel {
  readonly name: string;
  /** The D parameters, in flat order. */
  readonly parameters: readonly Element[];
  /** Their printed names: x, u[0], W[1][2]. */
  readonly names: readonly string[];
  readonly data: readonly Element[];
  readonly loss: Expr;
  /** sigma, D x channels. */
  readonly sigma?: readonly (readonly Expr[])[];
  readonly manifold?: readonly Expr[];
  readonly observables?: Readonly<Record<string, Expr>>;
}
