import { describe, expect, test } from "vitest";
import { blocks, scalarBlocks } from "../../../../src/runtime/random/blocks.js";
import { draws, drawsSideBySide, fill } from "../../../../src/runtime/random/law.js";
import { gaussian } from "../../../../src/runtime/random/normal.js";
import { rademacher, uniform } from "../../../../src/runtime/random/uniform.js";

describe("blocks by SIMD are those of the scalar function", () => {
  test("is compiled here", () => {
    expect(blocks()).not.toBe(scalarBlocks);
  });

  test.each([
    [0, 0, 0, 0, 1],
    [2 ** 53 - 1, 2 ** 32 - 1, 2 ** 53 - 1, 7, 1024],
    [1, 2 ** 31, 2 ** 32 + 3, 2 ** 31 + 5, 6],
  ])("of one step: seed %i, path %i, step %i, from block %i, %i of them", (seed, path, step, first, count) => {
    const fast = blocks()
      .ofStep(seed, path, step, first, count)
      .slice(0, 4 * count);
    expect(fast).toEqual(scalarBlocks.ofStep(seed, path, step, first, count).slice(0, 4 * count));
  });

  test.each([
    [0, 0, 0, 1, 1],
    [2 ** 52 + 1, 5, 2 ** 40 + 9, 13, 3],
    [1, 2 ** 32 - 1, 2 ** 32 - 4, 4, 2],
    // Steps whose low words overflow on the way.
    [1, 2, 2 ** 32 - 2, 8, 2],
    [1, 2, 3 * 2 ** 32 - 5, 64, 4],
  ])("of steps: seed %i, path %i, from step %i, %i steps of %i blocks", (seed, path, step, steps, perStep) => {
    const length = 4 * steps * perStep;
    const fast = blocks().ofSteps(seed, path, step, steps, perStep).slice(0, length);
    expect(fast).toEqual(scalarBlocks.ofSteps(seed, path, step, steps, perStep).slice(0, length));
  });
});

describe("normal numbers by SIMD are those read one by one", () => {
  test.each([
    [1, 1024],
    [2, 1024],
    [3, 500],
    [7, 256],
    [64, 32],
    [511, 4],
  ])("%i for each of %i steps", (count, steps) => {
    // 1.5 % of the numbers are not decided by SIMD: there are hundreds of them here.
    for (const path of [0, 1, 2, 3, 4, 5]) {
      const place = { seed: 3, path, step: 11, index: 0 };
      const words = blocks().ofSteps(place.seed, path, place.step, steps, Math.ceil(count / 2));
      const [fast, slow] = [0, 1].map(() => new Float64Array(5 + count * steps));
      gaussian.read(words, fast!, 5, count, steps, place);
      gaussian.read(words.slice(), slow!, 5, count, steps, place);
      expect(fast).toEqual(slow);
      expect(new Set(fast).size).toBe(1 + count * steps);
    }
  });
});

describe.each([
  ["normal numbers", gaussian],
  ["uniform numbers", uniform],
  ["signs", rademacher],
])("%s drawn ahead", (_, law) => {
  test.each([1, 2, 3, 5, 64, 200, 511, 3000])("are the numbers of their steps, %i at a time", (count) => {
    const draw = draws(law, 7, count);
    const expected = new Float64Array(count);
    // A path on its way, jumps back and ahead, another path, steps beyond 2³².
    const visits = [...Array(90).keys(), 4, 5, 9, 8, 89, 90, 2 ** 32 - 3, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32];
    for (const path of [0, 9])
      for (const step of count > 100 ? visits.slice(80) : visits) {
        fill(law, 7, path, step, expected);
        expect(draw(path, step)).toEqual(expected);
      }
  });
});

describe.each([
  ["normal numbers", gaussian],
  ["uniform numbers", uniform],
  ["signs", rademacher],
])("%s of paths side by side", (_, law) => {
  test.each([
    [1, 2],
    [2, 32],
    [3, 6],
    [129, 10],
  ])("are the numbers of each path, %i for %i paths", (count, paths) => {
    const draw = drawsSideBySide(law, 2 ** 40 + 7, count, paths);
    const expected = new Float64Array(count);
    for (const first of [0, 77, 2 ** 32 - paths])
      for (const step of [0, 1, 5, 2 ** 32 + 1]) {
        const found = draw(first, step);
        for (let b = 0; b < paths; b++) {
          fill(law, 2 ** 40 + 7, first + b, step, expected);
          expect(expected.map((__, i) => found[i * paths + b]!)).toEqual(expected);
        }
      }
  });

  test("are the same without SIMD", () => {
    const [paths, count] = [1000, law.perBlock];
    for (const step of [0, 1, 2]) {
      const place = { seed: 1, path: 5, step, index: 0 };
      const words = blocks().ofPaths(1, 5, step, 3, paths).slice();
      expect(words.slice(0, 4 * paths)).toEqual(scalarBlocks.ofPaths(1, 5, step, 3, paths).slice(0, 4 * paths));
      const [fast, slow] = [0, 1].map(() => new Float64Array(count * paths));
      law.readSideBySide(blocks().ofPaths(1, 5, step, 3, paths), fast!, 0, count, paths, place);
      law.readSideBySide(words, slow!, 0, count, paths, place);
      expect(fast).toEqual(slow);
    }
  });
});

test("no numbers can be drawn, too", () => {
  expect(draws(gaussian, 1, 0)(0, 5)).toHaveLength(0);
});
