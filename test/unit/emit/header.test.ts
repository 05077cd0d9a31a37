import { expect, it } from "vitest";
import { wrap } from "../../../src/emit/header.js";

it("wraps lines at spaces, and leaves words that are too long for a line whole", () => {
  expect(wrap("one two three four", 10)).toEqual(["one two", "  three", "  four"]);
  const long = "a*".repeat(20);
  expect(wrap(`L = ${long} + b`, 10)).toEqual(["L =", `  ${long}`, "  + b"]);
  expect(wrap(`  ${long}`, 10)).toEqual([`  ${long}`]);
});
