/** What is read off a point of Γ. */
import { type Model, type Observable, symmetricEigen } from "../runtime/index.js";
import { logPseudoDeterminant } from "../runtime/spectral/coefficients.js";

export interface Observables {
  readonly names: readonly string[];
  /** out[i] = the observable of that name at x on Γ. */
  readonly read: (x: Float64Array) => Float64Array;
}

/** Eigenvalues cost O(D³). */
const MOST_FOR_EIGENVALUES = 128;

/** The coordinates with these positions, tr ∇²L, ln|∇²L|₊ and what the user declares. */
export function observables(
  model: Model,
  coordinates: readonly number[],
  declared: Readonly<Record<string, Observable>> = {},
): Observables {
  const D = model.dimension;
  const H = new Float64Array(D * D);
  const withEigenvalues = D <= MOST_FOR_EIGENVALUES;
  const own = Object.entries(declared);
  return {
    names: [
      ...coordinates.map((a) => model.parameters[a]!),
      "tr ∇²L",
      ...(withEigenvalues ? ["ln|∇²L|₊"] : []),
      ...own.map(([name]) => name),
    ],
    read(x) {
      model.hessian(x, H);
      let trace = 0;
      for (let a = 0; a < D; a++) trace += H[a * D + a]!;
      return Float64Array.of(
        ...coordinates.map((a) => x[a]!),
        trace,
        ...(withEigenvalues ? [logPseudoDeterminant(symmetricEigen(H, D).values, model.rank)] : []),
        ...own.map(([, value]) => value(x)),
      );
    },
  };
}
