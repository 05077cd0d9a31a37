/**
 * Standard normal numbers by the ziggurat method.
 *
 * The area under f(x) = exp(−x²/2), x ≥ 0, is covered by 256 layers of equal area V: layer i ≥ 1 is the rectangle
 * [0, X_i] × [f(X_i), f(X_i+1)], layer 0 the rectangle [0, R] × [0, f(R)] and the tail beyond R = X_1. A point of a
 * layer left of X_i+1 lies under f; 98.5 % do. Layer, sign and a 55-bit fraction come from separate bits of 64.
 *
 * Sources: G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5 (2000);
 * separate bits: J. A. Doornik, "An improved ziggurat method to generate normal random samples", 2005.
 */
import { exp, log } from "./elementary.js";
import { fill, type Law, type Place } from "./law.js";
import { type Block, randomBlock } from "./philox.js";
import { type Simd, simd } from "./simd.js";
import { unitInterval } from "./uniform.js";

const LAYERS = 256;
/** The start of the tail for which 256 layers close at f = 1, and their area V = R f(R) + ∫_R^∞ f. */
export const R = 3.6541528853610088;
export const V = 4.928673233974655e-3;

const density = (x: number): number => exp(-0.5 * x * x);

/** X_0 > X_1 = R > … > X_256 = 0, X_0 being the width V / f(R) of a rectangle with the area of layer 0. */
const edges = layerEdges();
const heights = edges.map(density);

function layerEdges(): Float64Array {
  const X = new Float64Array(LAYERS + 1);
  X[0] = V / density(R);
  X[1] = R;
  for (let i = 2; i < LAYERS; i++) X[i] = Math.sqrt(-2 * log(V / X[i - 1]! + density(X[i - 1]!)));
  return X;
}

/** The normal law, mean 0 and variance 1. */
export const gaussian: Law = {
  perBlock: 2,
  read(words, out, to, count, steps, place) {
    const fast = simd();
    if (fast?.words !== words) readOneByOne(words, out, to, count, steps, place);
    else if (count > 0) readBySimd(fast, out, to, count, steps, place);
  },
  readSideBySide(words, out, row, count, paths, place) {
    const fast = simd();
    if (fast?.words === words) readSideBySideBySimd(fast, out, row, count, paths, place);
    else
      for (let b = 0; b < paths; b++)
        for (let i = 0; i < count; i++) {
          const path = { ...place, path: place.path + b };
          out[(row + i) * paths + b] = decide(words, 4 * b + 2 * i, path, 0, i);
        }
  },
};

const readOneByOne: Law["read"] = (words, out, to, count, steps, place) => {
  for (let s = 0, at = 0; s < steps; s++, at += 2 * (count & 1))
    for (let i = 0; i < count; i++, at += 2) out[to++] = decide(words, at, place, s, i);
};

/** The SIMD functions, with the edges that they read. */
function reading(fast: Simd): Simd {
  if (fast.edges[0] === 0) fast.edges.set(edges);
  return fast;
}

function readBySimd(fast: Simd, out: Float64Array, to: number, count: number, steps: number, place: Place): void {
  const open = reading(fast).readNormals(count, steps);
  out.set(fast.numbers.subarray(0, count * steps), to);
  const perStep = (count + 1) >> 1;
  for (let o = 0; o < open; o++) {
    const entry = fast.undecided[o]!;
    const block = entry >> 4;
    const s = Math.floor(block / perStep);
    for (let lane = 0; lane < 2; lane++) {
      const i = 2 * (block - s * perStep) + lane;
      if (((entry >> lane) & 1) === 0 || i >= count) continue;
      out[to + s * count + i] = decide(fast.words, 4 * block + 2 * lane, place, s, i);
    }
  }
}

type Rows = Parameters<Law["readSideBySide"]>;

function readSideBySideBySimd(fast: Simd, ...[out, row, count, paths, place]: Tail<Rows>): void {
  const open = reading(fast).readNormalsSideBySide(paths);
  out.set(fast.numbers.subarray(0, count * paths), row * paths);
  for (let o = 0; o < open; o++) {
    const entry = fast.undecided[o]!;
    const i = (entry >> 2) & 1;
    if (i >= count) continue;
    for (let lane = 0; lane < 2; lane++) {
      if (((entry >> lane) & 1) === 0) continue;
      const b = (entry >> 4) + lane;
      const path = { ...place, path: place.path + b };
      out[(row + i) * paths + b] = decide(fast.words, 4 * b + 2 * i, path, 0, i);
    }
  }
}

type Tail<T> = T extends [unknown, ...infer Rest] ? Rest : never;

/** Number i of step s, counted from `place`, by the two words there. */
function decide(words: Block, at: number, place: Place, s: number, i: number): number {
  const layer = words[at]! & 0xff;
  const x = signedFraction(words[at]!, words[at + 1]!) * edges[layer]!;
  return Math.abs(x) < edges[layer + 1]! ? x : retry(layer, x, place, s, i);
}

/** out[0..count) = independent standard normal numbers; number i does not depend on `count`. */
export function fillNormal(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  fill(gaussian, seed, path, step, out, count);
}

/** A number in [−1, 1) from the bits that do not choose the layer. */
const signedFraction = (high: number, low: number): number => ((high >> 8) * 2 ** 32 + (low >>> 0)) * 2 ** -55;

const fresh = new Int32Array(4);

/**
 * Decides on a point x right of the safe part of its layer; takes new points until one lies under f. The number is i of
 * step s, counted from `place`.
 */
function retry(layer: number, x: number, { seed, path, step, index }: Place, s: number, i: number): number {
  for (let attempt = 1; ; attempt++) {
    randomBlock(seed, path, step + s, index + i, attempt, fresh);
    const u = unitInterval(fresh[0]!, fresh[1]!);
    if (layer === 0) {
      // Marsaglia's tail: R + e with e exponential of rate R, accepted with probability exp(−e²/2).
      const e = -log(u) / R;
      if (-2 * log(unitInterval(fresh[2]!, fresh[3]!)) > e * e) return x < 0 ? -R - e : R + e;
      continue;
    }
    if (heights[layer]! + u * (heights[layer + 1]! - heights[layer]!) < density(x)) return x;
    layer = fresh[2]! & 0xff;
    x = signedFraction(fresh[2]!, fresh[3]!) * edges[layer]!;
    if (Math.abs(x) < edges[layer + 1]!) return x;
  }
}
