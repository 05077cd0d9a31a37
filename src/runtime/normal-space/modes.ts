/** The normal space as its eigenvectors, and T on pairs of vectors: nothing is D × D. */
export interface NormalModes {
  readonly dimension: number;
  /** The point. */
  readonly x: Float64Array;
  /** λ_1 ≥ … ≥ λ_M */
  readonly values: Float64Array;
  /** v_k[D], the unit eigenvector of ∇²L for λ_{k+1}. */
  vector(k: number): Float64Array;
  /** out[D] = T[v, v] */
  third(v: Float64Array, out: Float64Array): void;
}

type Third = (x: Float64Array, v: Float64Array, out: Float64Array) => void;

/** `third` of the modes at x from T[v, v] of the loss: with a root, root ∘ T[root ∘ v, root ∘ v]. */
export function thirdAt(thirdAlong: Third, at: Float64Array, root?: Float64Array): NormalModes["third"] {
  const x = at.slice();
  if (!root)
    return (v, out) => {
      thirdAlong(x, v, out);
    };
  const inner = new Float64Array(x.length);
  return (v, out) => {
    for (let a = 0; a < x.length; a++) inner[a] = root[a]! * v[a]!;
    thirdAlong(x, inner, out);
    for (let a = 0; a < x.length; a++) out[a]! *= root[a]!;
  };
}
