/** Many Philox blocks at a time: by WebAssembly SIMD, or one after the other where there is none; the same bits. */
import { type Block, randomBlock } from "./philox.js";
import { CAPACITY, compilePhiloxSimd, type PhiloxSimd } from "./philox-simd.js";

const WORD = 2 ** 32;

export interface BlockSource {
  /**
   * Blocks first, …, first + count − 1 of one step, 4 words each; count ≤ CAPACITY. Overwritten by the next call of
   * either function.
   */
  ofStep(seed: number, path: number, step: number, first: number, count: number): Block;
  /** Blocks 0, …, perStep − 1 of step, then those of step + 1, …: steps·perStep ≤ CAPACITY of them. */
  ofSteps(seed: number, path: number, step: number, steps: number, perStep: number): Block;
}

const fourfold = (count: number): number => (count + 3) >> 2;

function simdBlocks({ fill, words }: PhiloxSimd): BlockSource {
  return {
    ofStep(seed, path, step, first, count) {
      fill(seed, path, first, step, step / WORD, seed / WORD, 1, 0, fourfold(count), 0, 16);
      return words;
    },
    ofSteps(seed, path, step, steps, perStep) {
      if ((step % WORD) + steps > WORD) return scalarBlocks.ofSteps(seed, path, step, steps, perStep);
      // Lanes are steps, so there is one call for each block of a step.
      for (let block = 0; block < perStep; block++)
        fill(seed, path, block, step, step / WORD, seed / WORD, 0, 1, fourfold(steps), 16 * block, 16 * perStep);
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
};

let compiled: BlockSource | undefined;

/** The faster source there is. */
export function blocks(): BlockSource {
  if (compiled === undefined) {
    const simd = compilePhiloxSimd();
    compiled = simd === undefined ? scalarBlocks : simdBlocks(simd);
  }
  return compiled;
}
