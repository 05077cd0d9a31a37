/** Uniform numbers and random signs, each a pure function of (seed, path, step, index); see `randomBlock`. */
import { randomBlock } from "./philox.js";

const words = new Int32Array(4);

/** The midpoint of one of 2⁵² equal cells of the open interval (0, 1), picked by the first 52 of 64 random bits. */
export const unitInterval = (high: number, low: number): number =>
  ((high >>> 0) * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;

/** out[0..count) = independent uniform numbers in the open interval (0, 1), with 52 random bits each. */
export function fillUniform(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i += 2) {
    randomBlock(seed, path, step, i >>> 1, 0, words);
    out[i] = unitInterval(words[0]!, words[1]!);
    if (i + 1 < count) out[i + 1] = unitInterval(words[2]!, words[3]!);
  }
}

/** out[0..count) = independent fair signs ±1 (Rademacher variables): mean 0, variance 1. */
export function fillRademacher(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    if (i % 128 === 0) randomBlock(seed, path, step, i >>> 7, 0, words);
    out[i] = 1 - 2 * ((words[(i >>> 5) & 3]! >>> (i & 31)) & 1);
  }
}
