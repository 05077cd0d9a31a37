/** The loops that are run without a file are those that are written into one. */
import { expect, it } from "vitest";
import { javascriptOf } from "../../../src/read/javascript.js";
import { deriveLoops, lowerLoops, withoutTypes, writeTypeScript } from "../../../src/loops/index.js";
import { type LossName, problem } from "./losses.js";

const LOSSES: readonly LossName[] = ["diagonalNet", "factorization", "softmax", "edges"];

it.each(LOSSES)("%s: the types that are left out are those that a parser finds", (name) => {
  const { lines } = writeTypeScript(lowerLoops(deriveLoops(problem(name))));
  const plain = withoutTypes(lines).join("\n");
  expect(plain).toBe(javascriptOf(lines.join("\n")));
  expect(plain).not.toBe(lines.join("\n"));
});
