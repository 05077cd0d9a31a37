/** Gradient, Hessian, third derivatives and their contractions over a flat list of parameters. */
import { add, multiply, num, zero } from "../expr/build/index.js";
import type { Element, Expr } from "../expr/node.js";
import { differentiator } from "./derivative.js";

export type Vector = readonly Expr[];
export type Matrix = readonly Vector[];

export const gradient = (e: Expr, by: readonly Element[]): Expr[] => by.map((p) => differentiator(p)(e));

/** The Jacobian J[i][a] = d f_i / d x_a. */
export function jacobian(fs: Vector, by: readonly Element[]): Expr[][] {
  const columns = by.map(differentiator);
  return fs.map((f) => columns.map((d) => d(f)));
}

/** The Hessian from a gradient: each distinct entry (a >= b) once. */
export function symmetricJacobian(grad: Vector, by: readonly Element[]): Expr[][] {
  const columns = by.map(differentiator);
  const rows: Expr[][] = grad.map(() => []);
  grad.forEach((g, a) => {
    for (let b = 0; b <= a; b++) rows[a]![b] = rows[b]![a] = columns[b]!(g);
  });
  return rows;
}

export const hessian = (e: Expr, by: readonly Element[]): Expr[][] => symmetricJacobian(gradient(e, by), by);

/** The distinct non-zero third derivatives T_abc, a >= b >= c. */
export class ThirdDerivatives {
  readonly #entries = new Map<number, Expr>();
  readonly dimension: number;

  constructor(hess: Matrix, by: readonly Element[]) {
    this.dimension = by.length;
    const columns = by.map(differentiator);
    for (let a = 0; a < this.dimension; a++)
      for (let b = 0; b <= a; b++)
        for (let c = 0; c <= b; c++) {
          const entry = columns[c]!(hess[a]![b]!);
          if (entry !== zero) this.#entries.set(this.#key(a, b, c), entry);
        }
  }

  #key(a: number, b: number, c: number): number {
    return (a * this.dimension + b) * this.dimension + c;
  }

  /** T_ijk for indices in any order. */
  at(i: number, j: number, k: number): Expr {
    const [a, b, c] = [i, j, k].sort((x, y) => y - x) as [number, number, number];
    return this.#entries.get(this.#key(a, b, c)) ?? zero;
  }

  /** The distinct non-zero entries [a, b, c, T_abc], a >= b >= c. */
  *distinct(): Generator<[number, number, number, Expr]> {
    const D = this.dimension;
    for (const [key, entry] of this.#entries)
      yield [Math.floor(key / (D * D)), Math.floor(key / D) % D, key % D, entry];
  }

  /** T[S]_i = sum_jk T_ijk S_jk for symmetric S, without a D x D x D array. */
  contract(S: Matrix): Expr[] {
    const sums: Expr[][] = Array.from({ length: this.dimension }, () => []);
    for (const [a, b, c, entry] of this.distinct())
      for (const [i, j, k] of distinctFirsts(a, b, c)) {
        const weight = j === k ? S[j]![k]! : multiply(num(2), S[j]![k]!);
        sums[i]!.push(multiply(entry, weight));
      }
    return sums.map((terms) => add(...terms));
  }
}

/** The ways of choosing the first slot of a symmetric triple, without repeats; the other two follow. */
function distinctFirsts(a: number, b: number, c: number): [number, number, number][] {
  const ways: [number, number, number][] = [[a, b, c]];
  if (b !== a) ways.push([b, a, c]);
  if (c !== b) ways.push([c, a, b]);
  return ways;
}
