import { fillNormal } from "../random/index.js";
import { symmetricEigen } from "./symmetric-eigen.js";
import { addScaled, dot, norm } from "./vectors.js";

export interface Eigenpairs {
  /** λ_1 ≥ … ≥ λ_k */
  readonly values: Float64Array;
  /** q_1, …, q_k, orthonormal, each [D] */
  readonly vectors: readonly Float64Array[];
  /** The largest |A q_i − λ_i q_i|. */
  readonly residual: number;
}

/** Vectors beyond those that are asked for: they make what is left out smaller at once. */
const EXTRA = 8;
/** Residuals this small beside λ_1 are rounding. */
const TOLERANCE = 1e-13;
/** A matrix whose rank is at most the number of vectors needs two rounds. */
const MOST_ROUNDS = 12;
const SEED = 2011;

/**
 * The `count` largest eigenvalues of a symmetric A[D·D] and their eigenvectors through products A v alone, by subspace
 * iteration from random vectors: nothing is D × D. Of a matrix of that rank, as ∇²L on Γ, they are exact to rounding,
 * multiple eigenvalues too; of any other, the error falls by λ_{count + 9}/λ_count in a round, and `residual` tells it.
 * Costs a few times count + 8 products and count²D operations; the same A gives the same bits.
 *
 * Source: N. Halko, P.-G. Martinsson, J. Tropp, "Finding structure with randomness", SIAM Review 53 (2011).
 */
export function largestEigenpairs(
  apply: (v: Float64Array, out: Float64Array) => void,
  D: number,
  count: number,
): Eigenpairs {
  const width = Math.min(D, count + EXTRA);
  const image = (v: Float64Array): Float64Array => {
    const out = new Float64Array(D);
    apply(v, out);
    return out;
  };
  let images = Array.from({ length: width }, (_, k) => {
    const v = new Float64Array(D);
    fillNormal(SEED, k, 0, v, D);
    return image(v);
  });
  for (let round = 1; ; round++) {
    const basis = orthonormal(images, D);
    images = basis.map(image);
    const pairs = ritz(basis, images, count);
    if (pairs.residual <= TOLERANCE * pairs.values[0]! || round === MOST_ROUNDS || Number.isNaN(pairs.residual))
      return pairs;
  }
}

/** Gram–Schmidt, twice: once loses digits where vectors are nearly dependent. Those that are dependent are replaced. */
function orthonormal(vectors: readonly Float64Array[], D: number): Float64Array[] {
  const basis: Float64Array[] = [];
  vectors.forEach((vector, k) => {
    const q = vector.slice();
    const before = norm(q);
    for (const _ of [1, 2]) for (const other of basis) addScaled(q, -dot(other, q), other);
    if (!(norm(q) > 1e-14 * before)) {
      fillNormal(SEED + 1, k, 0, q, D);
      for (const _ of [1, 2]) for (const other of basis) addScaled(q, -dot(other, q), other);
    }
    const size = norm(q);
    basis.push(q.map((value) => value / size));
  });
  return basis;
}

/** The best eigenpairs in the span of a basis, from the images of its vectors: Rayleigh and Ritz. */
function ritz(basis: readonly Float64Array[], images: readonly Float64Array[], count: number): Eigenpairs {
  const width = basis.length;
  const T = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++)
      T[i * width + j] = T[j * width + i] = (dot(basis[i]!, images[j]!) + dot(basis[j]!, images[i]!)) / 2;
  const { values, vectors } = symmetricEigen(T, width);
  const combined = (list: readonly Float64Array[], k: number): Float64Array => {
    const out = new Float64Array(list[0]!.length);
    list.forEach((v, i) => {
      addScaled(out, vectors[i * width + k]!, v);
    });
    return out;
  };
  const pairs = Array.from({ length: count }, (_, k) => combined(basis, k));
  const residual = Math.max(
    ...pairs.map((q, k) => {
      const error = combined(images, k);
      addScaled(error, -values[k]!, q);
      return norm(error);
    }),
  );
  return { values: values.slice(0, count), vectors: pairs, residual };
}
