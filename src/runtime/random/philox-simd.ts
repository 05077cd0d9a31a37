/**
 * Philox4x32-10 as a WebAssembly function that computes four blocks at once, one in each 32-bit lane: the same bits as
 * `philox4x32`, some ten times as fast. Assembled here, instruction by instruction, so that it can be read.
 *
 * Source of the opcodes: WebAssembly Core Specification 2.0, §5.4 and §5.5.
 */
import { webAssembly, type WebAssemblyMemory } from "../webassembly.js";
import { A, B, type Block, KEY_STEP_0, KEY_STEP_1, ROUNDS } from "./philox.js";

/** Most blocks that one call of `fill` may write. */
export const CAPACITY = 1024;

export interface PhiloxSimd {
  /** The words of the blocks, one block after the other. */
  readonly words: Block;
  /**
   * Writes 4·groups blocks: block i has the key (k0, k1) and the counter (c0 + i·d0, c1 + i·d1, c2, c3), and goes to
   * the byte `to` + i·stride of the words.
   */
  readonly fill: (
    ...args: [
      ...[k0: number, k1: number, c0: number, c1: number, c2: number, c3: number],
      ...[d0: number, d1: number, groups: number, to: number, stride: number],
    ]
  ) => void;
}

type Code = readonly number[];

const unsigned = (n: number): Code => (n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)]);
const word = (n: number): Code => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];
const counted = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const section = (id: number, content: Code): Code => [id, ...sized(content)];

const I32 = 0x7f;
const V128 = 0x7b;

// Each of these is code that leaves a value on the stack, or takes one and stores it.
const get = (local: number): Code => [0x20, ...unsigned(local)];
const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
const small = (n: number): Code => [0x41, n & 63];
const simd = (opcode: number, ...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];
const addWord = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
const constant = (words: readonly number[]): Code => [...simd(12), ...words.flatMap(word)];
const everywhere = (n: number): Code => constant([n, n, n, n]);
const splat = (a: Code): Code => simd(17, a);
const xor = (a: Code, b: Code): Code => simd(81, a, b);
const add = (a: Code, b: Code): Code => simd(174, a, b);
const times = (a: Code, b: Code): Code => simd(181, a, b);
/** The 64-bit products of lanes 0 and 1, and of lanes 2 and 3. */
const firstProducts = (a: Code, b: Code): Code => simd(222, a, b);
const lastProducts = (a: Code, b: Code): Code => simd(223, a, b);
/** The lanes so numbered of the eight of a and b. */
const lanes = (a: Code, b: Code, picked: readonly number[]): Code => [
  ...simd(13, a, b),
  ...picked.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
];

const PARAMETERS = 11;
const [k0, k1, c0, c1, c2, c3, d0, d1, groups, to, stride] = Array.from({ length: PARAMETERS }, (_, i) => get(i)) as [
  ...[Code, Code, Code, Code, Code, Code, Code, Code, Code, Code, Code],
];
/** Vector locals behind the parameters: block numbers and steps of four lanes, the state, the keys, products. */
const [BLOCK, STEP, X0, X1, X2, X3, K0, K1, FIRST_A, LAST_A, FIRST_B, LAST_B] = Array.from(
  { length: 12 },
  (_, i) => PARAMETERS + i,
) as [...[number, number, number, number, number, number], ...[number, number, number, number, number, number]];

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
const store = (firstHalf: readonly number[], secondHalf: readonly number[]): Code => [
  ...[to, ...lanes(lanes(get(X0), get(X1), firstHalf), lanes(get(X2), get(X3), firstHalf), secondHalf)].flat(),
  ...[...simd(11), 4, 0],
  ...set(9, addWord(to, stride)),
];

const body: Code = [
  ...set(BLOCK, add(splat(c0), times(splat(d0), laneNumbers))),
  ...set(STEP, add(splat(c1), times(splat(d1), laneNumbers))),
  ...[0x03, 0x40], // loop
  ...set(X0, get(BLOCK)),
  ...set(X1, get(STEP)),
  ...set(X2, splat(c2)),
  ...set(X3, splat(c3)),
  ...set(K0, splat(k0)),
  ...set(K1, splat(k1)),
  ...Array.from({ length: ROUNDS }, () => round).flat(),
  ...store([0, 4, 1, 5], [0, 1, 4, 5]),
  ...store([0, 4, 1, 5], [2, 3, 6, 7]),
  ...store([2, 6, 3, 7], [0, 1, 4, 5]),
  ...store([2, 6, 3, 7], [2, 3, 6, 7]),
  ...set(BLOCK, add(get(BLOCK), splat([...d0, ...small(2), 0x74]))), // d0 << 2
  ...set(STEP, add(get(STEP), splat([...d1, ...small(2), 0x74]))),
  ...set(8, [...groups, ...small(1), 0x6b]), // groups − 1
  ...[...groups, 0x0d, 0, 0x0b], // again unless it is 0; end of loop
  0x0b,
];

const name = (text: string): Code => sized(Array.from(text, (letter) => letter.charCodeAt(0)));

const module: Code = [
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, counted([[0x60, ...counted(Array.from({ length: PARAMETERS }, () => [I32])), 0]])),
  ...section(3, counted([[0]])),
  ...section(5, counted([[0, 1]])), // one page of memory
  ...section(
    7,
    counted([
      [...name("fill"), 0, 0],
      [...name("memory"), 2, 0],
    ]),
  ),
  ...section(10, counted([sized([...counted([[...unsigned(12), V128]]), ...body])])),
];

/** Compiles the function; undefined where there is no WebAssembly, or none with SIMD. */
export function compilePhiloxSimd(): PhiloxSimd | undefined {
  const bytes = Uint8Array.from(module);
  if (webAssembly?.validate(bytes) !== true) return undefined;
  const { fill, memory } = new webAssembly.Instance(new webAssembly.Module(bytes), {}).exports;
  return {
    fill: fill as PhiloxSimd["fill"],
    words: new Int32Array((memory as WebAssemblyMemory).buffer, 0, 4 * CAPACITY),
  };
}
