import { describe, expect, expectTypeOf, it } from "vitest";
import * as language from "../../../src/index.js";
import {
  type Matrix,
  type Scalar,
  type Vector,
  dot,
  matvec,
  mean,
  norm2,
  prod,
  range,
  sum,
} from "../../../src/index.js";
import { LIBRARY } from "../../../src/read/library/gen-sde.js";

it("has a reading for every function", () => {
  expect(Object.keys(LIBRARY).sort()).toEqual(Object.keys(language).sort());
});

describe("reductions", () => {
  it("take an array, an array with terms, or a count with terms", () => {
    expect([sum([1, 2, 3]), sum([1, 2], (x, i) => x * i), sum(4, (i) => i)]).toEqual([6, 2, 6]);
    expect([prod([1, 2, 3]), prod([1, 2], (x, i) => x + i), prod(3, (i) => i + 1)]).toEqual([6, 3, 6]);
    expect([mean([1, 2, 3]), mean([1, 2], (x, i) => x * i), mean(4, (i) => i)]).toEqual([2, 1, 1.5]);
  });
  it("are 0 and 1 over nothing", () => {
    expect([sum([]), prod(0, (i) => i)]).toEqual([0, 1]);
  });
});

describe("vectors", () => {
  it("multiplies", () => {
    expect(dot([1, 2], [3, 4])).toBe(11);
    expect(
      matvec(
        [
          [1, 2],
          [3, 4],
        ],
        [1, 1],
      ),
    ).toEqual([3, 7]);
    expect(range(3)).toEqual([0, 1, 2]);
  });
  it("takes norm2 as the square of the length", () => {
    expect(norm2([3, 4])).toBe(25);
  });
  it("refuses vectors of other lengths", () => {
    expect(() => dot([1, 2], [1])).toThrow("dot: vectors of length 2 and 1");
  });
});

it("gives types that can be destructured for literal sizes", () => {
  expectTypeOf<Vector<2>>().toEqualTypeOf<readonly [number, number]>();
  expectTypeOf<Vector<"d">>().toEqualTypeOf<readonly number[]>();
  expectTypeOf<Vector<1000>>().toEqualTypeOf<readonly number[]>();
  expectTypeOf<Matrix<2, "d">>().toEqualTypeOf<readonly [readonly number[], readonly number[]]>();
  expectTypeOf<Matrix<"n", 1>>().toEqualTypeOf<readonly (readonly [number])[]>();
  expectTypeOf<Scalar>().toEqualTypeOf<number>();
});
