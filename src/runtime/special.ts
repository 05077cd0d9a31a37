/** Special functions of the loss language, safe for every input: no overflow, no cancellation, NaN only for NaN. */
export { erf, erfc } from "./erf.js";

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

/** ln(1 + eˣ) */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** max(x, 0) */
export const relu = (x: number): number => Math.max(x, 0);

/** ln Σ exp xᵢ; −∞ for no terms. */
export function logsumexp(xs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i]!);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += Math.exp(xs[i]! - largest);
  return largest + Math.log(sum);
}
