/**
 * Philox4x32-10 as a WebAssembly function that computes four blocks at once, one in each 32-bit lane: the same bits as
 * `philox4x32`, some ten times as fast. Assembled here, instruction by instruction, so that it can be read.
 */
import { A, B, KEY_STEP_0, KEY_STEP_1, ROUNDS } from "./philox.js";
import {
  addWord,
  type Assembled,
  type Code,
  constant,
  everywhere,
  get,
  i32,
  lanes,
  repeat,
  set,
  shiftWord,
  simd,
  store,
  subtractWord,
} from "./simd-code.js";

/**
 * Writes 4·groups blocks: block i has the key (k0, k1 + i·dk) and the counter (c0 + i·d0, c1 + i·d1, c2, c3), and goes to the
 * byte `to` + i·stride.
 */
export type FillBlocks = (
  ...args: [
    ...[k0: number, k1: number, c0: number, c1: number, c2: number, c3: number],
    ...[dk: number, d0: number, d1: number, groups: number, to: number, stride: number],
  ]
) => void;

const splat = (a: Code): Code => simd(17, a);
const xor = (a: Code, b: Code): Code => simd(81, a, b);
const add = (a: Code, b: Code): Code => simd(174, a, b);
const times = (a: Code, b: Code): Code => simd(181, a, b);
/** The 64-bit products of lanes 0 and 1, and of lanes 2 and 3. */
const firstProducts = (a: Code, b: Code): Code => simd(222, a, b);
const lastProducts = (a: Code, b: Code): Code => simd(223, a, b);

const PARAMETERS = 12;
const [k0, k1, c0, c1, c2, c3, dk, d0, d1, groups, to, stride] = Array.from({ length: PARAMETERS }, (_, i) =>
  get(i),
) as [...[Code, Code, Code, Code, Code, Code, Code, Code, Code, Code, Code, Code]];
const [GROUPS, TO] = [9, 10];
/** Vector locals behind the parameters: paths, block numbers and steps of four lanes, the state, the keys, products. */
const VECTORS = 13;
const [PATH, BLOCK, STEP, X0, X1, X2, X3, K0, K1, FIRST_A, LAST_A, FIRST_B, LAST_B] = Array.from(
  { length: VECTORS },
  (_, i) => PARAMETERS + i,
) as [...[number, number, number, number, number, number, number], ...[number, number, number, number, number, number]];

const laneNumbers = constant([0, 1, 2, 3]);
const LOW_WORDS = [0, 2, 4, 6];
const HIGH_WORDS = [1, 3, 5, 7];

const round: Code = [
  ...set(FIRST_A, firstProducts(get(X0), everywhere(A))),
  ...set(LAST_A, lastProducts(get(X0), everywhere(A))),
  ...set(FIRST_B, firstProducts(get(X2), everywhere(B))),
  ...set(LAST_B, lastProducts(get(X2), everywhere(B))),
  ...set(X0, xor(xor(lanes(get(FIRST_B), get(LAST_B), HIGH_WORDS), get(X1)), get(K0))),
  ...set(X2, xor(xor(lanes(get(FIRST_A), get(LAST_A), HIGH_WORDS), get(X3)), get(K1))),
  ...set(X1, lanes(get(FIRST_B), get(LAST_B), LOW_WORDS)),
  ...set(X3, lanes(get(FIRST_A), get(LAST_A), LOW_WORDS)),
  ...set(K0, add(get(K0), everywhere(KEY_STEP_0))),
  ...set(K1, add(get(K1), everywhere(KEY_STEP_1))),
];

/** Stores (a, b, c, d), one block, at `to` and moves on. Lane l of the state X0 … X3 is block l. */
const storeBlock = (firstHalf: readonly number[], secondHalf: readonly number[]): Code => [
  ...store(to, lanes(lanes(get(X0), get(X1), firstHalf), lanes(get(X2), get(X3), firstHalf), secondHalf)),
  ...set(TO, addWord(to, stride)),
];

export const fillBlocks: Assembled = {
  ...{ parameters: PARAMETERS, words: 0, vectors: VECTORS, returns: false },
  body: [
    ...set(PATH, add(splat(k1), times(splat(dk), laneNumbers))),
    ...set(BLOCK, add(splat(c0), times(splat(d0), laneNumbers))),
    ...set(STEP, add(splat(c1), times(splat(d1), laneNumbers))),
    ...repeat(
      [
        ...set(X0, get(BLOCK)),
        ...set(X1, get(STEP)),
        ...set(X2, splat(c2)),
        ...set(X3, splat(c3)),
        ...set(K0, splat(k0)),
        ...set(K1, get(PATH)),
        ...Array.from({ length: ROUNDS }, () => round).flat(),
        ...storeBlock([0, 4, 1, 5], [0, 1, 4, 5]),
        ...storeBlock([0, 4, 1, 5], [2, 3, 6, 7]),
        ...storeBlock([2, 6, 3, 7], [0, 1, 4, 5]),
        ...storeBlock([2, 6, 3, 7], [2, 3, 6, 7]),
        ...set(PATH, add(get(PATH), splat(shiftWord(dk, i32(2))))),
        ...set(BLOCK, add(get(BLOCK), splat(shiftWord(d0, i32(2))))),
        ...set(STEP, add(get(STEP), splat(shiftWord(d1, i32(2))))),
        ...set(GROUPS, subtractWord(groups, i32(1))),
      ],
      groups,
    ),
  ],
};
