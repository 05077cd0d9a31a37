import { expect, it } from "vitest";
import { add, call, multiply, num } from "../../../src/expr/index.js";
import { lower } from "../../../src/lower/index.js";
import { printCode } from "../../../src/lower/print.js";
import { split } from "../../../src/lower/split.js";
import { verify } from "../../../src/lower/verify.js";
import { kernel, x, y } from "./kernels.js";

const code = lower([kernel([call("exp", add(x, y)), multiply(x, call("exp", add(x, y)))], [x, y])]);
const [program] = code.programs;

it("leaves short code whole", () => {
  expect(program).toMatchObject({ carried: 0, parts: { length: 1 } });
});

it("carries values over between the pieces of long code, and reads inputs again", () => {
  const pieces = split(program!.parts[0]!, 4);
  const inPieces = { ...code, programs: [{ ...program!, ...pieces }] };
  verify(inPieces);
  expect(printCode(inPieces)).toMatchInlineSnapshot(`
    "f(x):
      t1 = exp(x + y)
      carried[0] = t1
      [0] = t1
    f(x):
      t1 = carried[0]
      [1] = x * t1"
  `);
});

it("carries no numbers: a result of 0 in a later piece is written as it is", () => {
  const zeros = lower([kernel([call("exp", x), num(0), call("exp", y), num(0)], [x, y])]);
  const pieces = split(zeros.programs[0]!.parts[0]!, 3);
  expect(pieces.parts.length).toBeGreaterThan(1);
  verify({ ...zeros, programs: [{ ...zeros.programs[0]!, ...pieces }] });
});

it("is checked: a value must be saved before it is loaded", () => {
  const { parts, carried } = split(program!.parts[0]!, 4);
  const reversed = { ...program!, parts: [...parts].reverse(), carried };
  expect(() => verify({ ...code, programs: [reversed] })).toThrow("internal: f loads a value that was not saved");
});
