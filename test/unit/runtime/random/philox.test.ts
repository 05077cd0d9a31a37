import { expect, test } from "vitest";
import { philox4x32, randomBlock } from "../../../../src/runtime/random/philox.js";

const words = new Int32Array(4);
const hex = (): string[] => Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0"));

// The three vectors for philox4x32 with ten rounds in Random123's kat_vectors: counter, key, result.
test.each([
  [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
])("known answer for counter %j", (c, k, expected) => {
  philox4x32(k[0]!, k[1]!, c[0]!, c[1]!, c[2]!, c[3]!, words);
  expect(hex().join(" ")).toBe(expected);
});

test("a block is a function of seed, path, step, block and attempt, each with all its bits", () => {
  const blocks: [number, number, number, number, number][] = [
    [0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0],
    [2 ** 32, 0, 0, 0, 0],
    [2 ** 52, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0, 2 ** 31, 0, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 2 ** 32, 0, 0],
    [0, 0, 2 ** 52, 0, 0],
    [0, 0, 0, 1, 0],
    [0, 0, 0, 0, 1],
    [0, 0, 0, 0, 2047],
  ];
  const seen = blocks.map((at) => {
    randomBlock(...at, words);
    return hex().join("");
  });
  expect(new Set(seen).size).toBe(blocks.length);
  randomBlock(0, 0, 0, 0, 0, words);
  expect(hex().join("")).toBe(seen[0]);
});
