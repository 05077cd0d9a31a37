/**
 * Philox4x32-10, a counter-based random generator: a block of 128 bits is a pure function of a key and a counter.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

export const ROUNDS = 10;
/** The round multipliers. */
export const A = 0xd2511f53;
export const B = 0xcd9e8d57;
/** The golden ratio and √3 − 1, as 32-bit fractions: the steps of the key schedule. */
export const KEY_STEP_0 = 0x9e3779b9;
export const KEY_STEP_1 = 0xbb67ae85;

/** A block: four 32-bit words, read as unsigned with `>>> 0`. */
export type Block = Int32Array;

/**
 * One block: out[at .. at + 3] = Philox4x32-10 of the counter (c0, c1, c2, c3) under the key (k0, k1). All are 32-bit
 * words, signed or not.
 */
export function philox4x32(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Block,
  at = 0,
): void {
  for (let round = 0; round < ROUNDS; round++) {
    const highA = highWord(A >>> 16, A & 0xffff, c0);
    const highB = highWord(B >>> 16, B & 0xffff, c2);
    const lowA = Math.imul(A, c0);
    c0 = highB ^ c1 ^ k0;
    c1 = Math.imul(B, c2);
    c2 = highA ^ c3 ^ k1;
    c3 = lowA;
    k0 = (k0 + KEY_STEP_0) | 0;
    k1 = (k1 + KEY_STEP_1) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/** The high word of the 64-bit product of (high·2¹⁶ + low) and c, by halves; every partial sum fits in 32 bits. */
function highWord(high: number, low: number, c: number): number {
  const cLow = c & 0xffff;
  const cHigh = c >>> 16;
  const middle = (Math.imul(high, cLow) + (Math.imul(low, cLow) >>> 16)) | 0;
  const carry = (Math.imul(low, cHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(high, cHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

const WORD = 2 ** 32;

/**
 * Block number `block` of step `step` of path `path`: out[0..3]. Key (seed, path), counter (block, step, attempt):
 * distinct arguments give distinct (key, counter) pairs, so no two draws share a block, and a path depends neither on
 * the other paths nor on the order in which they are run.
 *
 * @param seed integer in [0, 2⁵³)
 * @param path integer in [0, 2³²)
 * @param step integer in [0, 2⁵³)
 * @param block integer in [0, 2³²)
 * @param attempt integer in [0, 2¹¹): a rejection method takes a fresh block for each
 */
export function randomBlock(
  seed: number,
  path: number,
  step: number,
  block: number,
  attempt: number,
  out: Block,
  at = 0,
): void {
  philox4x32(seed | 0, path | 0, block, step | 0, (step / WORD) | (attempt << 21), (seed / WORD) | 0, out, at);
}
