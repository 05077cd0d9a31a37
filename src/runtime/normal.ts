/**
 * Standard normal numbers by the ziggurat method, each a pure function of (seed, path, step, index).
 *
 * The area under f(x) = exp(−x²/2), x ≥ 0, is covered by 256 layers of equal area V: layer i ≥ 1 is the rectangle
 * [0, X_i] × [f(X_i), f(X_i+1)], layer 0 the rectangle [0, R] × [0, f(R)] and the tail beyond R = X_1. A point of a
 * layer left of X_i+1 lies under f; 98.5 % do. Layer, sign and a 55-bit fraction come from separate bits of 64.
 *
 * Sources: G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5 (2000);
 * separate bits: J. A. Doornik, "An improved ziggurat method to generate normal random samples", 2005.
 */
import { erfc } from "./erf.js";
import { randomBlock } from "./philox.js";
import { unitInterval } from "./uniform.js";

const LAYERS = 256;
/** The start of the tail for which 256 layers close at f = 1. */
const R = 3.6541528853610088;

const density = (x: number): number => Math.exp(-0.5 * x * x);

/** X_0 > X_1 = R > … > X_256 = 0, X_0 being the width V / f(R) of a rectangle with the area of layer 0. */
const edges = layerEdges();
const heights = edges.map(density);

function layerEdges(): Float64Array {
  const X = new Float64Array(LAYERS + 1);
  const V = R * density(R) + Math.sqrt(Math.PI / 2) * erfc(R / Math.SQRT2);
  X[0] = V / density(R);
  X[1] = R;
  for (let i = 2; i < LAYERS; i++) X[i] = Math.sqrt(-2 * Math.log(V / X[i - 1]! + density(X[i - 1]!)));
  return X;
}

const words = new Int32Array(4);
const fresh = new Int32Array(4);

/** out[0..count) = independent standard normal numbers; number i does not depend on `count`. */
export function fillNormal(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i += 2) {
    randomBlock(seed, path, step, i >>> 1, 0, words);
    out[i] = normal(words[0]!, words[1]!, seed, path, step, i);
    if (i + 1 < count) out[i + 1] = normal(words[2]!, words[3]!, seed, path, step, i + 1);
  }
}

/** The normal number made of 64 bits, or of fresh blocks when they fall outside f. */
function normal(high: number, low: number, seed: number, path: number, step: number, index: number): number {
  const layer = high & 0xff;
  const x = signedFraction(high, low) * edges[layer]!;
  return Math.abs(x) < edges[layer + 1]! ? x : retry(layer, x, seed, path, step, index);
}

/** A number in [−1, 1) from the bits that do not choose the layer. */
const signedFraction = (high: number, low: number): number => ((high >> 8) * 2 ** 32 + (low >>> 0)) * 2 ** -55;

/** Decides on a point x right of the safe part of its layer; takes new points until one lies under f. */
function retry(layer: number, x: number, seed: number, path: number, step: number, index: number): number {
  for (let attempt = 1; ; attempt++) {
    randomBlock(seed, path, step, index, attempt, fresh);
    const u = unitInterval(fresh[0]!, fresh[1]!);
    if (layer === 0) {
      // Marsaglia's tail: R + e with e exponential of rate R, accepted with probability exp(−e²/2).
      const e = -Math.log(u) / R;
      if (-2 * Math.log(unitInterval(fresh[2]!, fresh[3]!)) > e * e) return x < 0 ? -R - e : R + e;
      continue;
    }
    if (heights[layer]! + u * (heights[layer + 1]! - heights[layer]!) < density(x)) return x;
    layer = fresh[2]! & 0xff;
    x = signedFraction(fresh[2]!, fresh[3]!) * edges[layer]!;
    if (Math.abs(x) < edges[layer + 1]!) return x;
  }
}
