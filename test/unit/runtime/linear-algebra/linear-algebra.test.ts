import { describe, expect, test } from "vitest";
import {
  choleskyFactor,
  choleskySolve,
  multiply,
  multiplyVector,
  norm,
  symmetricEigen,
  symmetricPseudoInverse,
  transpose,
} from "../../../../src/runtime/linear-algebra/index.js";
import { fillNormal } from "../../../../src/runtime/random/normal.js";

const random = (count: number, seed: number): Float64Array => {
  const out = new Float64Array(count);
  fillNormal(seed, 0, 0, out, count);
  return out;
};
const distance = (A: Float64Array, B: Float64Array): number => norm(A.map((a, i) => a - B[i]!));
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

/** B Bᵀ with B of n × rank, in an n × n matrix. */
function gram(n: number, rank: number, seed: number): Float64Array {
  const B = random(n * n, seed).map((value, i) => (i % n < rank ? value : 0));
  return multiply(B, transpose(B, n), n);
}

describe("Cholesky", () => {
  test.each([1, 2, 3, 4, 5, 7, 8, 9, 20, 63, 64, 130])("solves a system of order %i in place", (n) => {
    const A = gram(n, n, n);
    for (let i = 0; i < n; i++) A[i * n + i]! += 1;
    const x = random(n, 100 + n);
    const b = new Float64Array(n);
    multiplyVector(A, x, n, b);
    choleskyFactor(A, n);
    choleskySolve(A, n, b);
    expect(distance(b, x)).toBeLessThan(1e-11 * norm(x));
  });

  test("refuses matrices that are singular, indefinite or not finite", () => {
    for (const matrix of [[1, 1, 1, 1], [1, 2, 2, 1], [0, 0, 0, 1], [NaN, 0, 0, 1], [...gram(2, 1, 3)]])
      expect(() => choleskyFactor(Float64Array.from(matrix), 2)).toThrow(
        expect.objectContaining({ code: "E_NOT_POSITIVE_DEFINITE" }),
      );
  });
});

describe("eigenvalues", () => {
  test.each([1, 2, 3, 10, 16, 17, 64, 101])("A = Q diag(λ) Qᵀ with orthogonal Q and λ descending, order %i", (n) => {
    const half = random(n * n, n);
    const A = half.map((value, i) => value + half[(i % n) * n + Math.floor(i / n)]!);
    const { values, vectors } = symmetricEigen(A, n);
    const scaled = vectors.map((value, i) => value * values[i % n]!);
    expect(distance(multiply(scaled, transpose(vectors, n), n), A)).toBeLessThan(1e-14 * n * norm(A));
    expect(distance(multiply(transpose(vectors, n), vectors, n), identity(n))).toBeLessThan(1e-14 * n);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  test("known values, also for diagonal and zero matrices", () => {
    const { values } = symmetricEigen(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3);
    expect([...values]).toEqual([2 + Math.SQRT2, 2, 2 - Math.SQRT2].map((value) => expect.closeTo(value, 14)));
    expect([...symmetricEigen(Float64Array.of(1, 0, 0, 3), 2).values]).toEqual([3, 1]);
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
  });

  test.each([5, 16, 17, 150])("of second differences are 2 − 2 cos(kπ/(n + 1)), order %i", (n) => {
    const A = identity(n).map((one, at) => 2 * one - Number(Math.abs((at % n) - Math.floor(at / n)) === 1));
    const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
    expect([...symmetricEigen(A, n).values]).toEqual(exact.map((value) => expect.closeTo(value, 13)));
  });

  test.each([16, 40])("that coincide, of matrices that fall apart or span many magnitudes, order %i", (n) => {
    const { vectors: Q } = symmetricEigen(gram(n, n, 8), n);
    for (const lambda of [
      (i: number) => (i < n / 2 ? 3 : 1),
      (i: number) => Number(i < 3),
      (i: number) => 10 ** -i,
      (i: number) => 1e150 * (n - i),
    ]) {
      const A = multiply(
        Q.map((value, at) => value * lambda(at % n)),
        transpose(Q, n),
        n,
      );
      const { values, vectors } = symmetricEigen(A, n);
      values.forEach((value, i) => {
        expect(Math.abs(value - lambda(i))).toBeLessThan(1e-14 * n * lambda(0));
      });
      expect(distance(multiply(transpose(vectors, n), vectors, n), identity(n))).toBeLessThan(1e-14 * n);
    }
    const blocks = identity(n).map((one, at) => one * (at % 7));
    blocks[1] = blocks[n] = 4;
    expect(symmetricEigen(blocks, n).values.reduce((sum, value) => sum + value)).toBeCloseTo(
      blocks.reduce((sum, value, at) => sum + (at % (n + 1) === 0 ? value : 0), 0),
      11,
    );
  });

  test("refuse a matrix that is not finite", () => {
    expect(() => symmetricEigen(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(
      expect.objectContaining({ code: "E_NOT_CONVERGED" }),
    );
    expect(() => symmetricEigen(new Float64Array(400).fill(Infinity), 20)).toThrow(
      expect.objectContaining({ code: "E_NOT_CONVERGED" }),
    );
  });
});

describe("pseudo-inverse", () => {
  test.each([
    [2, 1],
    [5, 3],
    [12, 12],
    [4, 0],
  ])("satisfies the Moore–Penrose conditions, order %i, rank %i", (n, rank) => {
    const A = gram(n, rank, n);
    const X = symmetricPseudoInverse(A, n, rank);
    expect(distance(multiply(multiply(A, X, n), A, n), A)).toBeLessThan(1e-10 * (1 + norm(A)));
    expect(distance(multiply(multiply(X, A, n), X, n), X)).toBeLessThan(1e-10 * (1 + norm(X)));
    const AX = multiply(A, X, n);
    expect(distance(AX, transpose(AX, n))).toBeLessThan(1e-10);
  });

  test("refuses a rank that the matrix does not have", () => {
    expect(() => symmetricPseudoInverse(new Float64Array(4), 2, 1)).toThrow(
      expect.objectContaining({ code: "E_RANK_CHANGE" }),
    );
  });
});
