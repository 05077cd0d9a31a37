/** The algebra of the normal space from symbols J and N, at random numbers; and for M = 1 from H alone. */
import { describe, expect, it } from "vitest";
import { type Matrix, matrices } from "../../../src/calculus/index.js";
import { type Expr, evaluator, symbol, valuesOf } from "../../../src/expr/index.js";
import { type NormalAlgebra, matrixOf } from "../../../src/geometry/normal-algebra.js";
import { NormalSpace } from "../../../src/geometry/normal-space.js";
import { RankOne } from "../../../src/geometry/rank-one.js";
import { expectClose, identity, normals, plus, rowsOf, scaled, times, transposed } from "../../support/numbers.js";

const symbolsOf = (name: string, rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => symbol(`${name}${String(i)}_${String(j)}`, "argument")),
  );

interface Setting {
  readonly normal: NormalAlgebra;
  readonly H: readonly (readonly number[])[];
  readonly sigma: Matrix;
  readonly Sigma: readonly (readonly number[])[];
  readonly numbers: (A: Matrix) => number[][];
  readonly value: (e: Expr) => number;
}

const CHANNELS = 2;

/** H = J^T N^-1 J for random J and positive definite N. */
function general(M: number, D: number, seed: number): Setting {
  const [J, N] = [symbolsOf("J", M, D), symbolsOf("N", M, M)];
  const sigma = symbolsOf("s", D, CHANNELS);
  const j = rowsOf(normals(M * D, seed), D);
  const root = rowsOf(normals(M * M, seed + 100), M);
  const n = plus(times(root, transposed(root)), scaled(0.5, identity(M)));
  const s = rowsOf(normals(D * CHANNELS, seed + 200), CHANNELS);
  // N's mirror entries stand for one number each.
  const symmetric = N.map((row, a) => row.map((_, b) => N[Math.max(a, b)]![Math.min(a, b)]!));
  const value = evaluator(valuesOf([...J, ...N, ...sigma].flat(), [...j, ...n, ...s].flat()));
  const normal = new NormalSpace(J, symmetric);
  // N^-1 by the tested elimination, itself checked below through N Lambda = I.
  const solver = matrices.factorLDL(symmetric);
  const Lambda = matrices.identity(M).map((e) => matrices.solveLDL(solver, e).map(value));
  expectClose(times(n, Lambda), identity(M));
  return {
    normal,
    H: times(times(transposed(j), Lambda), j),
    sigma,
    Sigma: times(s, transposed(s)),
    numbers: (A) => A.map((row) => row.map(value)),
    value,
  };
}

/** H = lambda v v^T with a random v. */
function rankOne(D: number, seed: number): Setting {
  const [H, sigma] = [symbolsOf("H", D, D), symbolsOf("s", D, CHANNELS)];
  const v = normals(D, seed);
  const h = v.map((a) => v.map((b) => 0.7 * a * b));
  const s = rowsOf(normals(D * CHANNELS, seed + 200), CHANNELS);
  const value = evaluator(valuesOf([...H, ...sigma].flat(), [...h, ...s].flat()));
  return {
    normal: new RankOne(H),
    H: h,
    sigma,
    Sigma: times(s, transposed(s)),
    numbers: (A) => A.map((row) => row.map(value)),
    value,
  };
}

const SETTINGS: readonly (readonly [name: string, D: number, M: number, make: () => Setting])[] = [
  ["J of 1 × 3", 3, 1, () => general(1, 3, 1)],
  ["J of 2 × 3", 3, 2, () => general(2, 3, 2)],
  ["J of 2 × 5", 5, 2, () => general(2, 5, 3)],
  ["J of 3 × 4", 4, 3, () => general(3, 4, 4)],
  ["rank one, D = 2", 2, 1, () => rankOne(2, 5)],
  ["rank one, D = 4", 4, 1, () => rankOne(4, 6)],
];

describe.each(SETTINGS)("%s", (_, D, M, make) => {
  const { normal, H, sigma, Sigma, numbers, value } = make();
  const basis = matrices.identity(D);
  const P = numbers(matrixOf((v) => normal.tangent(v), basis));
  const inverse = numbers(matrixOf((v) => normal.pseudoInverse(v), basis));
  const normalPart = plus(identity(D), scaled(-1, P));

  it("P is the orthogonal projector on ker H", () => {
    expectClose(times(P, P), P);
    expectClose(transposed(P), P);
    expectClose(plus(H, times(H, P)), H);
    expectClose(
      P.reduce((trace, row, a) => trace + row[a]!, 0),
      D - M,
    );
    expect(normal.rank).toBe(M);
  });

  it("H⁺ is the pseudo-inverse", () => {
    expectClose(times(times(H, inverse), H), H);
    expectClose(times(times(inverse, H), inverse), inverse);
    expectClose(times(H, inverse), normalPart);
    expectClose(transposed(inverse), inverse);
  });

  it("ln|H|₊ is that of lim det(H + aI)/a^(D-M)", () => {
    // det(H + P) has the eigenvalues of H on the normal space and 1 on the tangent space.
    expectClose(value(normal.logPseudoDeterminant()), Math.log(determinant(plus(H, P))));
  });

  const residual = (X: number[][], block: number[][]): void => {
    expectClose(plus(times(H, X), times(X, H)), block, 9);
    expectClose(plus(X, times(P, X)), X, 9);
    expectClose(transposed(X), X);
  };
  it("H X + X H = P⊥ Σ P⊥ for Σ = I, H and any Σ", () => {
    residual(numbers(normal.lyapunovOfIdentity()), normalPart);
    residual(
      numbers(normal.lyapunovOfHessian()),
      H.map((row) => [...row]),
    );
    residual(numbers(normal.lyapunovOf(sigma)), times(times(normalPart, Sigma), normalPart));
  });

  it("the root of H squares to H", () => {
    const channels = matrices.identity(normal.rootChannels);
    const columns = channels.map((e) => normal.hessianRoot(e).map(value));
    expectClose(times(transposed(columns), columns), H);
  });
});

function determinant(A: number[][]): number {
  if (A.length === 0) return 1;
  return A[0]!.reduce(
    (sum, entry, j) =>
      sum +
      (j % 2 === 0 ? entry : -entry) * determinant(A.slice(1).map((row) => row.filter((_, column) => column !== j))),
    0,
  );
}
