/**
 * Philox4x32-10, a counter-based random generator: a block of 128 bits is a pure function of a key and a counter.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

/** 0xD2511F53 and 0xCD9E8D57, the round multipliers, in 16-bit halves. */
const A_HIGH = 0xd251;
const A_LOW = 0x1f53;
const B_HIGH = 0xcd9e;
const B_LOW = 0x8d57;
/** The golden ratio and √3 − 1, as 32-bit fractions: the steps of the key schedule. */
const KEY_STEP_0 = 0x9e3779b9;
const KEY_STEP_1 = 0xbb67ae85;

/**
 * One block: out[0..3] = Philox4x32-10 of the counter (c0, c1, c2, c3) under the key (k0, k1). All are 32-bit words,
 * signed or not; the words of `out` are read as unsigned with `>>> 0`.
 */
export function philox4x32(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Int32Array,
): void {
  for (let round = 0; round < 10; round++) {
    // The 64-bit product of two words by halves; every partial sum fits in 32 bits.
    const a = c0 & 0xffff;
    const A = c0 >>> 16;
    const p = (Math.imul(A_HIGH, a) + (Math.imul(A_LOW, a) >>> 16)) | 0;
    const q = (Math.imul(A_LOW, A) + (p & 0xffff)) | 0;
    const highA = (Math.imul(A_HIGH, A) + (p >>> 16) + (q >>> 16)) | 0;
    const lowA = Math.imul((A_HIGH << 16) | A_LOW, c0);
    const b = c2 & 0xffff;
    const B = c2 >>> 16;
    const r = (Math.imul(B_HIGH, b) + (Math.imul(B_LOW, b) >>> 16)) | 0;
    const s = (Math.imul(B_LOW, B) + (r & 0xffff)) | 0;
    const highB = (Math.imul(B_HIGH, B) + (r >>> 16) + (s >>> 16)) | 0;
    const lowB = Math.imul((B_HIGH << 16) | B_LOW, c2);
    c0 = highB ^ c1 ^ k0;
    c1 = lowB;
    c2 = highA ^ c3 ^ k1;
    c3 = lowA;
    k0 = (k0 + KEY_STEP_0) | 0;
    k1 = (k1 + KEY_STEP_1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
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
  out: Int32Array,
): void {
  philox4x32(seed | 0, path | 0, block, step | 0, (step / WORD) | (attempt << 21), (seed / WORD) | 0, out);
}
