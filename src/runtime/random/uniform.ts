/** Uniform numbers and random signs. */
import { fill, type Law } from "./law.js";

/** The midpoint of one of 2⁵² equal cells of the open interval (0, 1), picked by the first 52 of 64 random bits. */
export const unitInterval = (high: number, low: number): number =>
  ((high >>> 0) * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;

/** The uniform law on the open interval (0, 1), with 52 random bits. */
export const uniform: Law = {
  perBlock: 2,
  read(words, out, to, count, steps) {
    for (let s = 0, at = 0; s < steps; s++, at += 2 * (count & 1))
      for (let i = 0; i < count; i++, at += 2) out[to++] = unitInterval(words[at]!, words[at + 1]!);
  },
  readSideBySide(words, out, row, count, paths) {
    for (let i = 0; i < count; i++)
      for (let b = 0; b < paths; b++)
        out[(row + i) * paths + b] = unitInterval(words[4 * b + 2 * i]!, words[4 * b + 2 * i + 1]!);
  },
};

const signAt = (word: number, i: number): number => 1 - 2 * ((word >>> (i & 31)) & 1);

/** Fair signs ±1 (Rademacher variables): mean 0, variance 1. */
export const rademacher: Law = {
  perBlock: 128,
  readSideBySide(words, out, row, count, paths) {
    for (let i = 0; i < count; i++)
      for (let b = 0; b < paths; b++) out[(row + i) * paths + b] = signAt(words[4 * b + (i >>> 5)]!, i);
  },
  read(words, out, to, count, steps) {
    const stride = 4 * Math.ceil(count / 128);
    for (let s = 0; s < steps; s++)
      for (let i = 0; i < count; i++) out[to++] = signAt(words[s * stride + (i >>> 5)]!, i);
  },
};

/** out[0..count) = independent uniform numbers in the open interval (0, 1), with 52 random bits each. */
export function fillUniform(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  fill(uniform, seed, path, step, out, count);
}

/** out[0..count) = independent fair signs ±1 (Rademacher variables): mean 0, variance 1. */
export function fillRademacher(seed: number, path: number, step: number, out: Float64Array, count: number): void {
  fill(rademacher, seed, path, step, out, count);
}
