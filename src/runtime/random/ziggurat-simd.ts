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

/**
 * Reads the two numbers of each of so many blocks, of paths side by side: first the numbers 0 of all, then the numbers
 * 1. `blocks` is even. Lists 16·block + 4·number + 1, 2 or 3 where this block, the next or both are not decided.
 */
export type ReadNormalsSideBySide = (blocks: number) => number;

/** Where what it reads and writes begins in the memory, in bytes. */
export interface Places {
  readonly words: number;
  /** The edges of the layers. */
  readonly edges: number;
  readonly numbers: number;
  readonly undecided: number;
}

/** Locals of both functions, behind two that are their own: bytes at which to read and list; the undecided lanes. */
const [FROM, LIST, OPEN, LEFT, TO] = [2, 3, 4, 5, 6];
/** (high, low) words of two numbers; X_i and X_i+1 for the layers i of both; the two numbers; two blocks. */
const [WORDS, LAYER_0, LAYER_1, X, BLOCK_0, BLOCK_1] = [7, 8, 9, 10, 11, 12];
const LOCALS = { words: 5, vectors: 6 };

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

/** Two numbers from their words, and which of them are not decided. */
const readTwo = (words: Code, edges: number): Code => [
  ...set(WORDS, words),
  ...set(LAYER_0, layerOf(0, edges)),
  ...set(LAYER_1, layerOf(2, edges)),
  ...set(X, times(fractions, lanes(get(LAYER_0), get(LAYER_1), FIRST_HALVES))),
  ...set(OPEN, bitmask(not(isLess(absolute(get(X)), lanes(get(LAYER_0), get(LAYER_1), LAST_HALVES))))),
];
const FIRST_HALVES = [0, 1, 4, 5];
const LAST_HALVES = [2, 3, 6, 7];

/** Writes the entry to the list, which grows by it if a lane is open. */
const listed = (entry: Code): Code => [
  ...storeWord(get(LIST), orWord(entry, get(OPEN))),
  ...set(LIST, addWord(get(LIST), shiftWord(isNot(get(OPEN), i32(0)), i32(2)))),
];
const lengthOfList = (undecided: number): Code => [
  ...subtractWord(get(LIST), i32(undecided)),
  ...[...i32(2), 0x75], // a quarter of the bytes: >> 2
];

const [count, steps] = [get(0), get(1)];

export const readNormals = ({ words, edges, numbers, undecided }: Places): Assembled => ({
  ...{ parameters: 2, ...LOCALS, returns: true },
  body: [
    ...set(FROM, i32(words)),
    ...set(TO, i32(numbers)),
    ...set(LIST, i32(undecided)),
    ...repeat(
      [
        ...set(LEFT, count),
        ...repeat(
          [
            ...readTwo(load(get(FROM)), edges),
            // Behind an odd count the second number is overwritten by the next step.
            ...store(get(TO), get(X)),
            ...listed(subtractWord(get(FROM), i32(words))),
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
    ...lengthOfList(undecided),
  ],
});

const blocks = get(0);

export const readNormalsSideBySide = ({ words, edges, numbers, undecided }: Places): Assembled => {
  const numbersOf = (which: 0 | 1): Code => [
    ...readTwo(lanes(get(BLOCK_0), get(BLOCK_1), which === 0 ? FIRST_HALVES : LAST_HALVES), edges),
    ...store(which === 0 ? get(TO) : addWord(get(TO), shiftWord(blocks, i32(3))), get(X)),
    ...listed(orWord(subtractWord(get(FROM), i32(words)), i32(4 * which))),
  ];
  return {
    ...{ parameters: 1, words: LOCALS.words + 1, vectors: LOCALS.vectors, returns: true },
    body: [
      ...set(FROM, i32(words)),
      ...set(TO, i32(numbers)),
      ...set(LIST, i32(undecided)),
      ...set(LEFT, blocks),
      ...repeat(
        [
          ...set(BLOCK_0, load(get(FROM))),
          ...set(BLOCK_1, load(get(FROM), 16)),
          ...numbersOf(0),
          ...numbersOf(1),
          ...set(FROM, addWord(get(FROM), i32(32))),
          ...set(TO, addWord(get(TO), i32(16))),
          ...set(LEFT, subtractWord(get(LEFT), i32(2))),
        ],
        get(LEFT),
      ),
      ...lengthOfList(undecided),
    ],
  };
};
