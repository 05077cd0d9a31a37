/** Values of a loss at a point that a user names. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type LocateFailure, NumericProblem, Problem, checkDeclared, locate } from "../geometry/index.js";
import { type LossModel, flatten } from "../read/index.js";
import { SimulationError } from "../runtime/index.js";
import { hasKink } from "./kink.js";
import { type Given, sampleAt } from "./sample.js";
import { type PointOptions, type PointValues, pointValues } from "./values.js";

/** What gradient flow from the point does instead of coming to rest on Γ. */
const REASONS: Record<LocateFailure, string> = {
  "outside the domain": "the loss or its derivatives are not finite there",
  diverged: "gradient flow from the point goes on for ever, away from where it started",
  degenerate:
    "gradient flow from the point leads to no minimizer where ∇²L is definite across Γ: L is flatter than a square there, as x⁴ is, or only falls towards a value that it never takes",
  saddle: "gradient flow from the point leads to where ∇²L has a negative eigenvalue",
  "no spectrum gap":
    "where gradient flow from the point leads, the eigenvalues of ∇²L do not fall into zeros and others",
};

/** A point this near to Γ, relative to its size, is on it. */
const ROUNDING = 1e-13;
const distance = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((value, i) => value - b[i]!));

const notOnManifold = (problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("notOnManifold", undefined, { problem })]);

/**
 * @param complain makes the error for a point that does not fit the loss
 * @throws DiagnosticError GS335 when gradient flow from the point leads to no minimizer of clear rank, GS336 when the
 *   loss has a kink there, GS332, GS333 or GS337 when `manifold` is not that of the minimizer
 */
export function valuesAt(
  model: LossModel,
  point: Given,
  complain: (problem: string) => DiagnosticError,
  options: PointOptions,
): PointValues {
  const sample = sampleAt(model, point, complain);
  const numeric = new NumericProblem(new Problem(flatten(model, sample.sizes)), sample.data);
  const { start } = sample;
  const D = numeric.dimension;
  if (start?.length !== D)
    throw complain(
      `it has ${String(start?.length ?? 0)} numbers for the ${String(D)} parameters ${numeric.problem.model.names.join(", ")}`,
    );
  const reached = locate(numeric, start, true);
  if (typeof reached === "string") throw notOnManifold(REASONS[reached]);
  try {
    const { x, rank, uncertainty } = reached;
    const at = options.retract ? x : start;
    if (hasKink(numeric, at)) throw new DiagnosticError([diagnostic("kink", undefined)]);
    const { manifold } = numeric.problem.model;
    if (manifold) checkDeclared(numeric, manifold, reached);
    const onGamma = options.retract || distance(x, start) <= ROUNDING * (1 + Math.hypot(...x));
    const values = pointValues(numeric, { x: at, rank, onGamma }, options);
    return { ...values, ...(options.retract && uncertainty !== undefined && { uncertainty }) };
  } catch (error) {
    if (error instanceof SimulationError) throw notOnManifold(error.message);
    throw error;
  }
}
