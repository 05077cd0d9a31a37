/**
 * The ziggurat of normal.ts as a WebAssembly function, two numbers at a time: the same bits, some five times as fast. It
 * decides what the safe parts of the layers decide, and lists the blocks of the other 1.5 %.
 */
import {
  addWord,
  andWord,
  type Assembled,
  choose,
  type Code,
  constant,
  get,
  i32,
  isAbove,
  isNot,
  lanes,
  load,
  orWord,
  repeat,
  set,
  shiftWord,
  simd,
  store,
  storeWord,
  subtractWord,
} from "./simd-code.js";

/**
 * Reads `count` numbers for each of `steps` steps from the words, where each step begins with a block of its own. For a
 * block of which number 0 or 1, or both, are not decided it lists 16·block + 1, 2 or 3; the result is the length of the
 * list. The number behind an odd count is no number, but may be listed.
 */
export type ReadNormals = (count: number, steps: number) => number;

/** Where what it reads and writes begins in the memory, in bytes. */
export interface Places {
  readonly words: number;
  /** The edges of the layers. */
  readonly edges: number;
  readonly numbers: number;
  readonly undecided: number;
}

const [count, steps] = [get(0), get(1)];
/** Numbers left in the step; the bytes at which to read a block, write a number and list a block; the undecided lanes. */
const [LEFT, FROM, TO, LIST, OPEN] = [2, 3, 4, 5, 6];
/** The words of the block; X_i and X_i+1 for the layers i of its two numbers; the two numbers. */
const [WORDS, LAYER_0, LAYER_1, X] = [7, 8, 9, 10];

const double = (x: number): Code => constant([...new Int32Array(Float64Array.of(x, x).buffer)]);
const wordAt = (lane: number): Code => [...simd(27, get(WORDS)), lane];
const plus = (a: Code, b: Code): Code => simd(240, a, b);
const times = (a: Code, b: Code): Code => simd(242, a, b);
const absolute = (a: Code): Code => simd(236, a);
const isLess = (a: Code, b: Code): Code => simd(73, a, b);
/** The doubles of two words in lanes 0 and 1. */
const fromSigned = (a: Code): Code => simd(254, a);
const fromUnsigned = (a: Code): Code => simd(255, a);
const shiftRight = (a: Code, by: number): Code => simd(172, a, i32(by));
const not = (a: Code): Code => simd(77, a);
const bitmask = (a: Code): Code => simd(196, a);

/** ((high >> 8)·2³² + low)·2⁻⁵⁵ of both numbers. */
const fractions: Code = times(
  plus(
    times(fromSigned(lanes(shiftRight(get(WORDS), 8), get(WORDS), [0, 2, 0, 2])), double(2 ** 32)),
    fromUnsigned(lanes(get(WORDS), get(WORDS), [1, 3, 1, 3])),
  ),
  double(2 ** -55),
);

const layerOf = (high: number, edges: number): Code => load(shiftWord(andWord(wordAt(high), i32(0xff)), i32(3)), edges);

export const readNormals = ({ words, edges, numbers, undecided }: Places): Assembled => ({
  ...{ parameters: 2, words: 5, vectors: 4, returns: true },
  body: [
    ...set(FROM, i32(words)),
    ...set(TO, i32(numbers)),
    ...set(LIST, i32(undecided)),
    ...repeat(
      [
        ...set(LEFT, count),
        ...repeat(
          [
            ...set(WORDS, load(get(FROM))),
            ...set(LAYER_0, layerOf(0, edges)),
            ...set(LAYER_1, layerOf(2, edges)),
            ...set(X, times(fractions, lanes(get(LAYER_0), get(LAYER_1), [0, 1, 4, 5]))),
            // Behind an odd count the second number is overwritten by the next step.
            ...store(get(TO), get(X)),
            ...set(OPEN, bitmask(not(isLess(absolute(get(X)), lanes(get(LAYER_0), get(LAYER_1), [2, 3, 6, 7]))))),
            ...storeWord(get(LIST), orWord(subtractWord(get(FROM), i32(words)), get(OPEN))),
            ...set(LIST, addWord(get(LIST), shiftWord(isNot(get(OPEN), i32(0)), i32(2)))),
            ...set(FROM, addWord(get(FROM), i32(16))),
            ...set(TO, addWord(get(TO), choose(isAbove(get(LEFT), i32(1)), i32(16), i32(8)))),
            ...set(LEFT, subtractWord(get(LEFT), i32(2))),
          ],
          isAbove(get(LEFT), i32(0)),
        ),
        ...set(1, subtractWord(steps, i32(1))),
      ],
      steps,
    ),
    ...subtractWord(get(LIST), i32(undecided)),
    ...[...i32(2), 0x75], // a quarter of the bytes: >> 2
  ],
});
