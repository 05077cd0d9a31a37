/** From a loss to its manifold and the limiting SDEs on it: everything that is derived before code is emitted. */
import {
  type DerivedDynamics,
  type DynamicsName,
  type LimitingSde,
  deriveDynamics,
  limitingSde,
} from "../dynamics/index.js";
import { type Located, conservedQuantities, NumericProblem, Problem, findManifold } from "../geometry/index.js";
import type { Expr, Sizes } from "../expr/index.js";
import { type FlatModel, type LossModel, flatten } from "../read/index.js";
import { fillNormal } from "../runtime/index.js";
import { chosenDynamics } from "./dynamics.js";
import { type Sample, sampleOf } from "./sample.js";

export interface Analysis {
  readonly model: LossModel;
  readonly flat: FlatModel;
  readonly sizes: Sizes;
  readonly sample: Sample;
  readonly problem: Problem;
  readonly numeric: NumericProblem;
  readonly located: Located;
  /** Quantities that gradient flow conserves. */
  readonly conserved: readonly Expr[];
  readonly limits: {
    readonly isotropic: LimitingSde;
    /** For c = 1. */
    readonly labelNoise: LimitingSde;
    readonly declared?: LimitingSde;
  };
  /** The other dynamics that were asked for. */
  readonly dynamics: readonly DerivedDynamics[];
}

const RANDOM_STARTS = 6;
const RESERVES = 18;
const NEIGHBOURS = 3;
const SEED = 2022;

function normals(dimension: number, path: number): Float64Array {
  const values = new Float64Array(dimension);
  fillNormal(SEED, path, 0, values, dimension);
  return values;
}

/** Standard normal starting points, the same for the same dimension. */
export const randomStarts = (dimension: number, count = RANDOM_STARTS): Float64Array[] =>
  Array.from({ length: count }, (_, path) => normals(dimension, path));

/**
 * Where to look for Gamma: the example, points around it and a few far away, or random points. Reserves, for a loss that
 * is not defined everywhere, turn to positive and to small values.
 */
function* startsFor(dimension: number, example: Float64Array | undefined): Generator<Float64Array> {
  if (example) {
    yield example;
    const spread = 0.3 * Math.max(1, Math.hypot(...example) / Math.sqrt(dimension));
    for (let k = 0; k < NEIGHBOURS; k++) {
      const offset = normals(dimension, 100 + k);
      yield example.map((value, a) => value + spread * offset[a]!);
    }
  }
  yield* randomStarts(dimension, example ? RANDOM_STARTS - NEIGHBOURS : RANDOM_STARTS);
  for (let k = 0; k < RESERVES; k++) {
    const scale = [1, 0.3, 2][k % 3]!;
    const start = normals(dimension, 200 + k).map((value) => scale * value);
    yield k % 2 === 0 ? start.map(Math.abs) : start;
  }
}

/** @param dynamics those to derive beyond SGD's; by default those that the loss file names */
export function analyse(
  model: LossModel,
  dynamics: readonly DynamicsName[] = chosenDynamics(model.dynamics ?? []),
): Analysis {
  const sample = sampleOf(model);
  const flat = flatten(model, sample.sizes);
  const problem = new Problem(flat);
  const numeric = new NumericProblem(problem, sample.data);
  const located = findManifold(numeric, startsFor(problem.dimension, sample.start), sample.start !== undefined);
  const { manifold } = located;
  return {
    model,
    flat,
    sizes: sample.sizes,
    sample,
    problem,
    numeric,
    located,
    conserved: conservedQuantities(problem),
    limits: {
      isotropic: limitingSde(manifold, { kind: "isotropic" }),
      labelNoise: limitingSde(manifold, { kind: "hessian" }),
      ...(flat.sigma && { declared: limitingSde(manifold, { kind: "general", sigma: flat.sigma }) }),
    },
    dynamics: dynamics.map((name) =>
      deriveDynamics(name, manifold, flat.sigma ? { kind: "general", sigma: flat.sigma } : { kind: "isotropic" }),
    ),
  };
}
