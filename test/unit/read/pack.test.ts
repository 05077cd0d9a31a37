import { describe, expect, it } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { flattenArgument, packArgument } from "../../../src/read/index.js";
import { read } from "./agreement.js";

const { parameters, data } = read(`import type { Matrix, Vector } from "gen-sde";
export const loss = (
  { u, w: [a, b], s }: { u: Vector<"d">; w: Vector<2>; s: number },
  { Z }: { Z: Matrix<"n", "d"> },
) => u[0] * Z[0][0] * s * a + b;`);

it("packs flat numbers into the layout that the loss declares, and back", () => {
  const sizes = { n: 2, d: 3 };
  const packed = packArgument(parameters, [1, 2, 3, 4, 5, 6], sizes);
  expect(packed).toEqual({ u: [1, 2, 3], w: [4, 5], s: 6 });
  expect(flattenArgument(parameters, packed)).toEqual({
    flat: [1, 2, 3, 4, 5, 6],
    sizes: { d: 3 },
    origins: { d: "u" },
  });
  expect(packArgument(data!, [1, 2, 3, 4, 5, 6], sizes)).toEqual({
    Z: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
});

it("takes the numbers of a destructured vector by name, and no other names", () => {
  const vector = read(`import type { Vector } from "gen-sde";
export const loss = ([a, b]: Vector<2>) => a * b;`).parameters;
  expect(flattenArgument(vector, { b: 2, a: 1 }).flat).toEqual([1, 2]);
  expect(() => flattenArgument(vector, { a: 1, b: 2, c: 3 })).toThrow("`c` should be one of a, b");
});

it("takes numbers in a Float64Array too", () => {
  expect(flattenArgument(parameters, { u: Float64Array.of(1, 2), w: [4, 5], s: 6 }).flat).toEqual([1, 2, 4, 5, 6]);
});

describe("refuses", () => {
  const message = (value: unknown, sizes = {}, slot = parameters): string => {
    try {
      flattenArgument(slot, value, { sizes });
    } catch (error) {
      if (error instanceof DiagnosticError) return error.message;
    }
    return "nothing";
  };
  const good = { u: [1], w: [4, 5], s: 6 };

  it("nothing that fits", () => {
    expect(message(good)).toBe("nothing");
  });
  it("arrays of another length", () => {
    expect(message({ ...good, w: [4] })).toBe("GS218: `w` should be an array of length 2 and is an array of length 1");
    expect(message(good, { d: 2 })).toBe("GS219: `u` makes the size d 1, and another argument makes it 2");
  });
  it("ragged rows", () => {
    expect(message({ Z: [[1, 2], [3]] }, {}, data)).toBe("GS219: `Z[1]` makes the size d 1, and `Z[0]` makes it 2");
  });
  it("what is no number", () => {
    expect(message({ ...good, s: "6" })).toBe('GS218: `s` should be a finite number and is "6"');
    expect(message({ ...good, u: [Number.NaN] })).toBe("GS218: `u[0]` should be a finite number and is NaN");
  });
  it("arrays without entries", () => {
    expect(message({ ...good, u: [] })).toBe("GS218: `u` should be an array of length d and is empty");
    expect(message({ Z: [[], []] }, {}, data)).toBe("GS218: `Z[0]` should be an array of length d and is empty");
  });
  it("fields that are missing or unknown", () => {
    expect(message({ u: [1], w: [4, 5] })).toBe("GS218: `s` should be a finite number and is missing");
    expect(message({ ...good, v: 1 })).toBe("GS218: `v` should be one of u, w, s and is another name");
  });
});
