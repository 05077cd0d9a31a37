/** Many Philox blocks at a time: by WebAssembly SIMD, or one after the other where there is none; the same bits. */
import { type Block, randomBlock } from "./philox.js";
import { CAPACITY, type Simd, simd } from "./simd.js";

const WORD = 2 ** 32;

export interface BlockSource {
  /**
   * Blocks first, …, first + count − 1 of one step, 4 words each; count ≤ CAPACITY. Overwritten by the next call of
   * either function.
   */
  ofStep(seed: number, path: number, step: number, first: number, count: number): Block;
  /**
   * Blocks 0, …, perStep − 1 of step, then those of step + 1, …: four steps at a time, ⌈steps/4⌉·4·perStep ≤ CAPACITY.
   */
  ofSteps(seed: number, path: number, step: number, steps: number, perStep: number): Block;
  /** Block number `block` of one step of so many consecutive paths; paths ≤ CAPACITY. */
  ofPaths(seed: number, path: number, step: number, block: number, paths: number): Block;
}

const fourfold = (count: number): number => (count + 3) >> 2;

function simdBlocks({ fillBlocks, words }: Simd): BlockSource {
  return {
    ofStep(seed, path, step, first, count) {
      fillBlocks(seed, path, first, step, step / WORD, seed / WORD, 0, 1, 0, fourfold(count), 0, 16);
      return words;
    },
    ofSteps(seed, path, step, steps, perStep) {
      if ((step % WORD) + steps > WORD) return scalarBlocks.ofSteps(seed, path, step, steps, perStep);
      // Lanes are steps, so there is one call for each block of a step.
      for (let block = 0; block < perStep; block++)
        fillBlocks(
          seed,
          path,
          block,
          step,
          step / WORD,
          seed / WORD,
          0,
          0,
          1,
          fourfold(steps),
          16 * block,
          16 * perStep,
        );
      return words;
    },
    ofPaths(seed, path, step, block, paths) {
      fillBlocks(seed, path, block, step, step / WORD, seed / WORD, 1, 0, 0, fourfold(paths), 0, 16);
      return words;
    },
  };
}

const words = new Int32Array(4 * CAPACITY);

export const scalarBlocks: BlockSource = {
  ofStep(seed, path, step, first, count) {
    for (let i = 0; i < count; i++) randomBlock(seed, path, step, first + i, 0, words, 4 * i);
    return words;
  },
  ofSteps(seed, path, step, steps, perStep) {
    for (let s = 0; s < steps; s++)
      for (let block = 0; block < perStep; block++)
        randomBlock(seed, path, step + s, block, 0, words, 4 * (s * perStep + block));
    return words;
  },
  ofPaths(seed, path, step, block, paths) {
    for (let b = 0; b < paths; b++) randomBlock(seed, path + b, step, block, 0, words, 4 * b);
    return words;
  },
};

let fastest: BlockSource | undefined;

/** The faster source there is. */
export function blocks(): BlockSource {
  if (fastest === undefined) {
    const fast = simd();
    fastest = fast === undefined ? scalarBlocks : simdBlocks(fast);
  }
  return fastest;
}
