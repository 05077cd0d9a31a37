import { expect, it } from "vitest";
import { DataReader } from "../../../src/runtime/index.js";

it("holds a size to the least that the loss can be read at, and says where it is from", () => {
  const reader = new DataReader({ m: 2 }, ["m", "n"]);
  reader.array("data.y", [1, 2, 3], ["n"]);
  expect(reader.size("n", 3)).toBe(3);
  expect(() => reader.size("n", 4)).toThrow(
    "sizes.n: expected at least 4, as the loss reads it, received 3 from data.y",
  );
  expect(() => reader.size("m", 3)).toThrow("received 2 from sizes.m");
});
