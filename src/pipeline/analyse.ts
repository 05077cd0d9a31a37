/** From a loss to its manifold and the limiting SDEs on it: everything that is derived before code is emitted. */
import {
  type DerivedDynamics,
  type DynamicsName,
  type LimitingSde,
  deriveDynamics,
  limitingSde,
} from "../dynamics/index.js";
import { type Located, NumericProblem, Problem, findManifold } from "../geometry/index.js";
import type { Sizes } from "../expr/index.js";
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
const SEED = 2022;

/** Standard normal starting points, the same for the same dimension. */
export function randomStarts(dimension: number, count = RANDOM_STARTS): Float64Array[] {
  return Array.from({ length: count }, (_, path) => {
    const start = new Float64Array(dimension);
    fillNormal(SEED, path, 0, start, dimension);
    return start;
  });
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
  const starts = [...(sample.start ? [sample.start] : []), ...randomStarts(problem.dimension)];
  const located = findManifold(numeric, starts, sample.start !== undefined);
  const { manifold } = located;
  return {
    model,
    flat,
    sizes: sample.sizes,
    sample,
    problem,
    numeric,
    located,
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
