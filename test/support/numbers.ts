/** Arrays of numbers in tests. */
import fc from "fast-check";
import { expect } from "vitest";
import { fillNormal } from "../../src/runtime/index.js";

export type Rows = readonly (readonly number[])[];

/** `count` standard normal numbers, the same for the same seed. */
export function normals(count: number, seed: number): number[] {
  const values = new Float64Array(count);
  fillNormal(seed, 0, 0, values, count);
  return Array.from(values);
}

export const rowsOf = (values: ArrayLike<number>, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => Array.from(values).slice(i * columns, (i + 1) * columns));

export const transposed = (A: Rows): number[][] => (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
export const times = (A: Rows, B: Rows): number[][] =>
  A.map((row) => transposed(B).map((column) => row.reduce((sum, value, k) => sum + value * column[k]!, 0)));
export const plus = (A: Rows, B: Rows): number[][] => A.map((row, i) => row.map((value, j) => value + B[i]![j]!));
export const scaled = (factor: number, A: Rows): number[][] => A.map((row) => row.map((value) => factor * value));
export const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === j)));

type Nested = number | ArrayLike<number> | ArrayLike<ArrayLike<number>>;
const flat = (value: Nested): number[] =>
  typeof value === "number" ? [value] : Array.from<Nested>(value as ArrayLike<Nested>).flatMap(flat);

/** Equal to `digits` decimal digits of the largest number of either side (or of 1e-3, when all are smaller). */
export function expectClose(found: Nested, expected: Nested, digits = 10, about = ""): void {
  const [a, b] = [flat(found), flat(expected)];
  expect(a.length, about).toBe(b.length);
  const scale = Math.max(1e-3, ...b.map(Math.abs), ...a.map(Math.abs));
  a.forEach((value, i) => {
    const error = Math.abs(value - b[i]!) / scale;
    expect(error, `${about}[${String(i)}]: ${String(value)} for ${String(b[i])}`).toBeLessThan(10 ** -digits);
  });
}

/** Numbers of moderate size without long tails: k/16 in [-2, 2]. */
export const coordinate: fc.Arbitrary<number> = fc.integer({ min: -32, max: 32 }).map((k) => k / 16);
