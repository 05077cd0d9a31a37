/**
 * The terms of ½∂²Φ[Σ] for Σ = σσᵀ from T[v, v] alone. With columns σ_c, their tangent parts τ_c = Pσ_c, W_kl = v_kᵀΣv_l
 * and weights w as `NormalSpace.terms` has them,
 *
 *     compensation = −½ H⁺ Σ_c T[τ_c, τ_c]
 *     mixed        = −P Σ_k w(λ_k)/λ_k T[v_k, PΣv_k]                     by polarization
 *     normal       = −½ P T[X],  X = Σ_kl W_kl w(λ_k+λ_l)/(λ_k+λ_l) v_k v_lᵀ   by the eigenvectors of X
 *
 * Source of the four-term formula: Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914).
 */
import { addScaled, dot, norm, symmetricEigen } from "../linear-algebra/index.js";
import type { DriftTerms } from "../spectral/coefficients.js";
import { eachColumn, type Factor } from "./covariance.js";
import type { NormalModes } from "./modes.js";

type Weight = (rate: number) => number;

const unweighted: Weight = () => 1;

export function termsOfModes(modes: NormalModes, sigma: Factor, weight: Weight = unweighted): DriftTerms {
  const { dimension: D, values } = modes;
  const M = values.length;
  const W = new Float64Array(M * M);
  const images = Array.from(values, () => new Float64Array(D));
  const bending = new Float64Array(D);
  eachColumn(sigma, D, (column) => {
    const along = Array.from(values, (_, k) => dot(modes.vector(k), column));
    along.forEach((s, k) => {
      addScaled(images[k]!, s, column);
      for (let l = 0; l < M; l++) W[k * M + l]! += s * along[l]!;
    });
    project(modes, column);
    addThird(modes, -1 / 2, column, bending);
  });
  return {
    compensation: pseudoInverse(modes, bending),
    mixed: mixedTerm(modes, images, weight),
    normal: normalTerm(modes, W, weight),
  };
}

/** The same for Σ = c∇²L: W = diag(cλ), and nothing else. */
export function termsOfHessian(modes: NormalModes, c: number, weight: Weight = unweighted): DriftTerms {
  const { dimension: D, values } = modes;
  const normal = new Float64Array(D);
  values.forEach((value, k) => {
    addThird(modes, (-c / 4) * weight(2 * value), modes.vector(k), normal);
  });
  project(modes, normal);
  return { compensation: new Float64Array(D), mixed: new Float64Array(D), normal };
}

/** images[k] = Σv_k, which is spoilt. */
function mixedTerm(modes: NormalModes, images: readonly Float64Array[], weight: Weight): Float64Array {
  const out = new Float64Array(modes.dimension);
  images.forEach((u, k) => {
    const before = norm(u);
    project(modes, u);
    if (norm(u) <= Number.EPSILON * before) return;
    addMixedThird(modes, -weight(modes.values[k]!) / modes.values[k]!, modes.vector(k), u, out);
  });
  project(modes, out);
  return out;
}

/** −½ P T[X] for the X of W[M·M]. */
export function normalTerm(modes: NormalModes, W: Float64Array, weight: Weight = unweighted): Float64Array {
  const lambda = modes.values;
  const M = lambda.length;
  const core = W.map((value, i) => {
    const rate = lambda[Math.floor(i / M)]! + lambda[i % M]!;
    return (value * weight(rate)) / rate;
  });
  const { values, vectors } = symmetricEigen(core, M);
  const out = new Float64Array(modes.dimension);
  const v = new Float64Array(modes.dimension);
  values.forEach((value, m) => {
    v.fill(0);
    for (let k = 0; k < M; k++) addScaled(v, vectors[k * M + m]!, modes.vector(k));
    addThird(modes, -value / 2, v, out);
  });
  project(modes, out);
  return out;
}

/** v ← Pv, in place. */
export function project(modes: NormalModes, v: Float64Array): void {
  modes.values.forEach((_, k) => {
    addScaled(v, -dot(modes.vector(k), v), modes.vector(k));
  });
}

/** H⁺v */
export function pseudoInverse(modes: NormalModes, v: Float64Array): Float64Array {
  const out = new Float64Array(v.length);
  modes.values.forEach((value, k) => {
    addScaled(out, dot(modes.vector(k), v) / value, modes.vector(k));
  });
  return out;
}

/** out += factor·T[v, v] */
export function addThird(modes: NormalModes, factor: number, v: Float64Array, out: Float64Array): void {
  const T = new Float64Array(v.length);
  modes.third(v, T);
  addScaled(out, factor, T);
}

/** out += factor·T[a, b] = factor/4·(T[a/s + sb, ·] − T[a/s − sb, ·]), where s makes both parts as long. */
export function addMixedThird(
  modes: NormalModes,
  factor: number,
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
): void {
  const [sizeA, sizeB] = [norm(a), norm(b)];
  if (sizeA === 0 || sizeB === 0) return;
  const s = Math.sqrt(sizeA / sizeB);
  for (const sign of [1, -1])
    addThird(
      modes,
      (sign * factor) / 4,
      a.map((value, i) => value / s + sign * s * b[i]!),
      out,
    );
}
