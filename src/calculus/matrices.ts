/** Linear algebra on small matrices of expressions. */
import { add, divide, multiply, one, subtract, zero } from "../expr/build/index.js";
import type { Expr } from "../expr/node.js";
import type { Matrix, Vector } from "./tensors.js";

export const dot = (a: Vector, b: Vector): Expr => add(...a.map((x, i) => multiply(x, b[i]!)));
export const apply = (A: Matrix, v: Vector): Expr[] => A.map((row) => dot(row, v));
export const transpose = (A: Matrix): Expr[][] => (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
export const product = (A: Matrix, B: Matrix): Expr[][] => {
  const columns = transpose(B);
  return A.map((row) => columns.map((column) => dot(row, column)));
};
export const identity = (n: number): Expr[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? one : zero)));
export const zeros = (n: number): Expr[] => Array.from({ length: n }, () => zero);
export const mapMatrix = (A: Matrix, f: (a: Expr) => Expr): Expr[][] => A.map((row) => row.map(f));
export const trace = (A: Matrix): Expr => add(...A.map((row, i) => row[i]!));
/** <A, B> = sum_ij A_ij B_ij. */
export const inner = (A: Matrix, B: Matrix): Expr => add(...A.map((row, i) => dot(row, B[i]!)));

/** A = L D L^T for symmetric positive definite A: unit lower triangular L and the pivots D, all without roots. */
export interface LDL {
  readonly lower: Matrix;
  readonly pivots: Vector;
}

export function factorLDL(A: Matrix): LDL {
  const n = A.length;
  const lower = identity(n);
  const pivots: Expr[] = [];
  for (let j = 0; j < n; j++) {
    const weighted = (i: number, k: number): Expr => multiply(lower[i]![k]!, lower[j]![k]!, pivots[k]!);
    const partial = (i: number): Expr =>
      subtract(A[i]![j]!, add(...Array.from({ length: j }, (_, k) => weighted(i, k))));
    pivots.push(partial(j));
    for (let i = j + 1; i < n; i++) lower[i]![j] = divide(partial(i), pivots[j]!);
  }
  return { lower, pivots };
}

/** Solves L D L^T x = b. */
export function solveLDL({ lower, pivots }: LDL, b: Vector): Expr[] {
  const n = pivots.length;
  const y: Expr[] = [];
  for (let i = 0; i < n; i++) y.push(subtract(b[i]!, add(...y.map((value, k) => multiply(lower[i]![k]!, value)))));
  const x: Expr[] = zeros(n);
  for (let i = n - 1; i >= 0; i--) {
    const tail = x.slice(i + 1).map((value, k) => multiply(lower[i + 1 + k]![i]!, value));
    x[i] = subtract(divide(y[i]!, pivots[i]!), add(...tail));
  }
  return x;
}

/** Solves L^T x = b. */
export function solveUnitUpper({ lower }: LDL, b: Vector): Expr[] {
  const x: Expr[] = [...b];
  for (let i = b.length - 1; i >= 0; i--)
    x[i] = subtract(b[i]!, add(...x.slice(i + 1).map((value, k) => multiply(lower[i + 1 + k]![i]!, value))));
  return x;
}
