/**
 * The normal space of Gamma from a Jacobian J (M x D) of full row rank with H = J^T Lambda J on Gamma:
 * G = J J^T,  P = I - J^T G^-1 J,  H^+ = J^T G^-1 N G^-1 J with N = Lambda^-1,  |H|_+ = det G / det N.
 */
import { matrices } from "../calculus/index.js";
import type { Matrix, Vector } from "../calculus/index.js";
import { type Expr, add, call, multiply, num, power, subtract, zero } from "../expr/index.js";
import type { NormalAlgebra } from "./normal-algebra.js";

const { apply, factorLDL, identity, mapMatrix, product, solveLDL, solveUnitUpper, transpose } = matrices;
const half = (e: Expr): Expr => multiply(num(1, 2), e);

export class NormalSpace implements NormalAlgebra {
  readonly J: Matrix;
  readonly N: Matrix;
  readonly G: Matrix;
  readonly #solver: matrices.LDL;
  readonly #transposed: Matrix;
  #inverse?: Expr[][];

  constructor(J: Matrix, N: Matrix) {
    this.J = J;
    this.N = N;
    this.#transposed = transpose(J);
    this.G = product(J, this.#transposed);
    this.#solver = factorLDL(this.G);
  }

  get rank(): number {
    return this.J.length;
  }
  /** G^-1 c. */
  solve(c: Vector): Expr[] {
    return solveLDL(this.#solver, c);
  }
  /** G^-1, M x M. */
  get inverse(): Matrix {
    return (this.#inverse ??= transpose(identity(this.rank).map((e) => this.solve(e))));
  }
  /** J^+ c = J^T G^-1 c. */
  lift(c: Vector): Expr[] {
    return apply(this.#transposed, this.solve(c));
  }
  /** P v = v - J^T G^-1 J v. */
  tangent(v: Vector): Expr[] {
    const normal = this.lift(apply(this.J, v));
    return v.map((value, a) => subtract(value, normal[a]!));
  }
  /** H^+ v = J^T G^-1 N G^-1 J v. */
  pseudoInverse(v: Vector): Expr[] {
    return this.lift(apply(this.N, this.solve(apply(this.J, v))));
  }
  /** ln |H|_+ = ln det G - ln det N, by the pivots of both. */
  logPseudoDeterminant(): Expr {
    const pivots = [...this.#solver.pivots, ...factorLDL(this.N).pivots.map((pivot) => power(pivot, num(-1)))];
    return add(...pivots.map((pivot) => call("log", pivot)));
  }
  lyapunovOfIdentity(): Matrix {
    return mapMatrix(this.#embed(product(product(this.inverse, this.N), this.inverse)), half);
  }
  lyapunovOfHessian(): Matrix {
    return mapMatrix(this.#embed(this.inverse), half);
  }
  lyapunovOf(sigma: Matrix): Matrix {
    return this.#embed(this.lyapunovCore(sigma));
  }
  get rootChannels(): number {
    return this.rank;
  }
  /** J^T L^-T D^(-1/2) xi for N = L D L^T. */
  hessianRoot(xi: Vector): Expr[] {
    const factor = factorLDL(this.N);
    const scaled = xi.map((value, i) => multiply(value, power(factor.pivots[i]!, num(-1, 2))));
    return apply(this.#transposed, solveUnitUpper(factor, scaled));
  }
  /** J diag(root), the same Lambda. */
  scaled(root: Vector): NormalSpace {
    const J = this.J.map((row) => row.map((entry, a) => multiply(entry, root[a]!)));
    return new NormalSpace(J, this.N);
  }
  /** G^-1 J sigma, M x channels. */
  coordinates(sigma: Matrix): Expr[][] {
    return transpose(transpose(product(this.J, sigma)).map((column) => this.solve(column)));
  }
  /** J^T C J. */
  #embed(C: Matrix): Expr[][] {
    return product(product(this.#transposed, C), this.J);
  }

  /**
   * The M x M core C of X = J^T C J = Lyap_H^-1(P_perp Sigma P_perp): with Y = G^-1 J Sigma J^T G^-1 it is the
   * symmetric solution of G C N + N C G = N Y N. That operator is symmetric positive definite on symmetric matrices
   * (G, N > 0), so elimination needs no pivoting.
   */
  lyapunovCore(sigma: Matrix): Expr[][] {
    const V = this.coordinates(sigma);
    const Y = product(V, transpose(V));
    const M = this.rank;
    const pairs = Array.from({ length: M }, (_, i) =>
      Array.from({ length: M - i }, (__, j) => [i, i + j] as const),
    ).flat();
    const right = product(product(this.N, Y), this.N);
    const [G, N] = [this.G, this.N];
    // Entry (i, j) of G E N + N E G for the symmetric unit E = e_k e_l^T + e_l e_k^T (or e_k e_k^T).
    const image = (i: number, j: number, k: number, l: number): Expr => {
      const one = (p: number, r: number): Expr => add(multiply(G[i]![p]!, N[r]![j]!), multiply(N[i]![p]!, G[r]![j]!));
      return k === l ? one(k, k) : add(one(k, l), one(l, k));
    };
    // Off-diagonal equations count twice, which makes the matrix symmetric.
    const weight = (i: number, j: number): Expr => num(i === j ? 1 : 2);
    const system = pairs.map(([i, j]) => pairs.map(([k, l]) => multiply(weight(i, j), image(i, j, k, l))));
    const solution = solveLDL(
      factorLDL(system),
      pairs.map(([i, j]) => multiply(weight(i, j), right[i]![j]!)),
    );
    const C = right.map((row) => row.map(() => zero));
    pairs.forEach(([i, j], p) => {
      C[i]![j] = C[j]![i] = solution[p]!;
    });
    return C;
  }
}
