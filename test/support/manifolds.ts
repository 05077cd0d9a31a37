/** Losses as formulas, with their manifolds of minimizers and the numbers on them. */
import type { Vector } from "../../src/calculus/index.js";
import type { Expr } from "../../src/expr/index.js";
import { type Located, type Manifold, NumericProblem, Problem, findManifold } from "../../src/geometry/index.js";
import type { FlatModel } from "../../src/read/index.js";
import { formula, variable } from "./formula.js";
import { normals } from "./numbers.js";

export interface Details {
  /** Values of the constants, by name. */
  readonly data?: Readonly<Record<string, number>>;
  readonly manifold?: readonly string[];
  /** sigma, D x channels. */
  readonly sigma?: readonly (readonly string[])[];
  readonly starts?: readonly (readonly number[])[];
}

/** A loss in parameters named "u,v". */
export function flatModel(loss: string, parameters: string, details: Details = {}): FlatModel {
  const names = parameters.split(",");
  return {
    name: "test",
    parameters: names.map(variable),
    names,
    data: Object.keys(details.data ?? {}).map(variable),
    loss: formula(loss),
    ...(details.manifold && { manifold: details.manifold.map(formula) }),
    ...(details.sigma && { sigma: details.sigma.map((row) => row.map(formula)) }),
  };
}

export interface Found extends Located {
  readonly numeric: NumericProblem;
  /** The values of expressions at a point. */
  readonly at: (x: ArrayLike<number>, es: Vector) => number[];
  readonly value: (x: ArrayLike<number>, e: Expr) => number;
  /** Points of Gamma. */
  readonly points: readonly Float64Array[];
}

/** The numbers that go with a manifold made by hand. */
function numbersOf(manifold: Manifold, details: Details = {}): Pick<Found, "numeric" | "at" | "value"> {
  const numeric = new NumericProblem(manifold.problem, Object.values(details.data ?? {}));
  return {
    numeric,
    at: (x, es) => Array.from(numeric.vector(x, es)),
    value: (x, e) => numeric.at(x)(e),
  };
}

/** Gamma from random starts, or from those given. */
export function find(loss: string, parameters: string, details: Details = {}): Found {
  const problem = new Problem(flatModel(loss, parameters, details));
  const numeric = new NumericProblem(problem, Object.values(details.data ?? {}));
  const D = problem.dimension;
  const starts = details.starts ?? Array.from({ length: 6 }, (_, seed) => normals(D, seed + 1));
  const located = findManifold(
    numeric,
    starts.map((start) => Float64Array.from(start)),
    details.starts !== undefined,
  );
  return { ...located, ...numbersOf(located.manifold, details), points: located.minimizers.map(({ x }) => x) };
}
