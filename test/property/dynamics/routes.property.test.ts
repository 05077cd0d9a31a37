/**
 * Random polynomial residuals: one loss, three routes to its drift (residuals, declared equations, pivot rows), the
 * eigenvector route as the judge; and what linearity in Σ demands.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Matrix, differentiate, matrices } from "../../../src/calculus/index.js";
import { type LimitingSde, type Noise, limitingSde, tangentNoise } from "../../../src/dynamics/index.js";
import {
  type Expr,
  add,
  call,
  evaluate,
  multiply,
  num,
  power,
  subtract,
  substitute,
  two,
  valuesOf,
} from "../../../src/expr/index.js";
import { type Manifold, NumericProblem, Problem } from "../../../src/geometry/index.js";
import { declaredManifold, leastSquaresManifold, pivotManifold } from "../../../src/geometry/manifold.js";
import { pivotRows } from "../../../src/geometry/pivots.js";
import { spectralCoefficients, symmetricEigen } from "../../../src/runtime/index.js";
import { variable } from "../../support/formula.js";
import { coordinate, expectClose, rowsOf, times, transposed } from "../../support/numbers.js";

const DIMENSION = 4;
const CHANNELS = 2;
const by = Array.from({ length: DIMENSION }, (_, a) => variable(`x${String(a)}`));

interface Sample {
  /** A point of Gamma. */
  readonly x: readonly number[];
  readonly routes: Readonly<Record<"squares" | "declared" | "pivots", Manifold>>;
  readonly sigma: Matrix;
}

/** Monomials of degree 1 to 3 with small coefficients. */
const monomial = fc
  .tuple(
    fc.constantFrom(-2, -1, 1, 2, 3),
    fc.array(fc.integer({ min: 0, max: DIMENSION - 1 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([c, factors]) => multiply(num(c), ...factors.map((a) => by[a]!)));
const polynomial = fc.array(monomial, { minLength: 2, maxLength: 4 }).map((terms) => add(...terms));
const weight = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: DIMENSION - 1 }))
  .map(([w, a]) => add(num(w), multiply(num(1, 2), power(by[a]!, two))));
const entry = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((c): Expr => num(c)),
  polynomial,
  fc.constant(call("sin", by[0]!)),
);

const sixteenth = (value: number): Expr => num(value * 16, 16);

/** A polynomial is put on Gamma by subtracting its value at x; weights may vary with x. */
const sample: fc.Arbitrary<Sample> = fc
  .record({
    x: fc.array(coordinate, { minLength: DIMENSION, maxLength: DIMENSION }),
    polynomials: fc.integer({ min: 1, max: 2 }).chain((M) => fc.array(polynomial, { minLength: M, maxLength: M })),
    weights: fc.array(weight, { minLength: 2, maxLength: 2 }),
    sigma: fc.array(fc.array(entry, { minLength: CHANNELS, maxLength: CHANNELS }), {
      minLength: DIMENSION,
      maxLength: DIMENSION,
    }),
  })
  .map(({ x, polynomials, weights, sigma }) => {
    const exact = new Map(by.map((p, a) => [p as Expr, sixteenth(x[a]!)]));
    const residuals = polynomials.map((p) => subtract(p, substitute(p, exact)));
    const squares = residuals.map((residual, i) => ({ residual, weight: weights[i]! }));
    const loss = add(...squares.map(({ residual, weight }) => multiply(num(1, 2), weight, power(residual, two))));
    const problem = new Problem({
      name: "random",
      parameters: by,
      names: by.map((p) => p.tensor.name),
      data: [],
      loss,
    });
    const H = new NumericProblem(problem).hessian(x);
    return {
      x,
      sigma,
      routes: {
        squares: leastSquaresManifold(problem, squares),
        declared: declaredManifold(problem, residuals),
        pivots: pivotManifold(problem, pivotRows(H, DIMENSION, residuals.length)),
      },
    };
  })
  .filter(({ x, routes }) => {
    const { values } = symmetricEigen(new NumericProblem(routes.squares.problem).hessian(x), DIMENSION);
    return values[routes.squares.normal.rank - 1]! > 1e-2 * values[0]! && values[0]! < 1e4 && values[0]! > 1e-1;
  });

const TERMS = ["compensation", "mixed", "normal", "total"] as const;
const at = (x: readonly number[], es: readonly Expr[]): number[] => es.map((e) => evaluate(e, valuesOf(by, x)));
const terms = (x: readonly number[], limit: LimitingSde): number[][] => TERMS.map((term) => at(x, limit[term]));
const settings = { numRuns: 40, seed: 20220711 };
const general = (sigma: Matrix): Noise => ({ kind: "general", sigma });
const scaleAll = (factor: Expr, A: Matrix): Expr[][] => matrices.mapMatrix(A, (e) => multiply(factor, e));

test("all routes give the same terms, and they are those of the eigenvectors", () => {
  fc.assert(
    fc.property(sample, ({ x, routes, sigma }) => {
      const numeric = new NumericProblem(routes.squares.problem);
      const point = Float64Array.from(x);
      const s = sigma.map((row) => at(x, row));
      const covariances = {
        isotropic: matrices.identity(DIMENSION).map((row) => at(x, row)),
        hessian: rowsOf(numeric.hessian(x), DIMENSION),
        general: times(s, transposed(s)),
      };
      for (const noise of [{ kind: "isotropic" }, { kind: "hessian" }, general(sigma)] as const) {
        const Sigma = Float64Array.from(covariances[noise.kind].flat());
        const judge = spectralCoefficients(numeric.curvatureAt(x), point, routes.squares.normal.rank, Sigma);
        const expected = TERMS.map((term) => Array.from(judge[term]));
        for (const [name, manifold] of Object.entries(routes))
          expectClose(terms(x, limitingSde(manifold, noise)), expected, 7, `${name}, Σ of kind ${noise.kind}`);
      }
    }),
    settings,
  );
});

describe("linear in Σ", () => {
  const each = (check: (manifold: Manifold, sample: Sample) => void): void => {
    fc.assert(
      fc.property(sample, (s) => {
        for (const manifold of Object.values(s.routes)) check(manifold, s);
      }),
      { ...settings, numRuns: 15 },
    );
  };

  test("σ times 3: nine times the drift, three times the noise", () => {
    each((manifold, { x, sigma }) => {
      const threefold = general(scaleAll(num(3), sigma));
      const once = terms(x, limitingSde(manifold, general(sigma)));
      expectClose(
        terms(x, limitingSde(manifold, threefold)),
        once.map((row) => row.map((e) => 9 * e)),
        8,
      );
      const xi = [num(1, 3), num(-2)];
      expectClose(
        at(x, tangentNoise(manifold, threefold, xi)),
        at(x, tangentNoise(manifold, general(sigma), xi)).map((e) => 3 * e),
        8,
      );
    });
  });

  test("channels add up", () => {
    each((manifold, { x, sigma }) => {
      const column = (k: number): Noise => general(sigma.map((row) => [row[k]!]));
      const [first, second] = [0, 1].map((k) => terms(x, limitingSde(manifold, column(k)))) as [number[][], number[][]];
      const both = first.map((row, i) => row.map((e, a) => e + second[i]![a]!));
      expectClose(terms(x, limitingSde(manifold, general(sigma))), both, 8);
    });
  });

  test("σ = identity is Σ = I", () => {
    each((manifold, { x }) => {
      const identity = general(matrices.identity(DIMENSION));
      expectClose(terms(x, limitingSde(manifold, identity)), terms(x, limitingSde(manifold, { kind: "isotropic" })), 8);
    });
  });

  test("σ = the root of H is label noise", () => {
    each((manifold, { x }) => {
      const channels = matrices.identity(manifold.normal.rootChannels);
      const root = matrices.transpose(channels.map((xi) => manifold.normal.hessianRoot(xi)));
      const [found, expected] = [general(root), { kind: "hessian" } as const].map((noise) =>
        terms(x, limitingSde(manifold, noise)),
      );
      expectClose(found!, expected!, 7);
    });
  });

  test("a quarter of the gradient of ln|H|₊, and of tr H", () => {
    each((manifold, { x }) => {
      const { normal, problem } = manifold;
      // Tangent differences of the logarithm along Gamma are those in the ambient space for the residuals' own form.
      const gradient = (f: Expr): number[] => at(x, normal.tangent(by.map((p) => differentiate(f, p))));
      if (manifold.route === "least squares") {
        const logarithm = gradient(normal.logPseudoDeterminant());
        expectClose(
          at(x, limitingSde(manifold, { kind: "isotropic" }).normal),
          logarithm.map((e) => -e / 4),
          7,
        );
      }
      const traces = gradient(matrices.trace(problem.hessian));
      expectClose(
        at(x, limitingSde(manifold, { kind: "hessian" }).total),
        traces.map((e) => -e / 4),
        7,
      );
      expect(traces).toHaveLength(DIMENSION);
    });
  });
});
