/** Values of a loss at a point that a user names. */
import type { DiagnosticError } from "../diagnostics/index.js";
import { NumericProblem, Problem, locate } from "../geometry/index.js";
import { type LossModel, flatten } from "../read/index.js";
import { SimulationError } from "../runtime/index.js";
import { type Given, sampleOf } from "./sample.js";
import { type PointOptions, type PointValues, pointValues } from "./values.js";

/**
 * @param complain makes the error for a point that does not fit the loss
 * @throws DiagnosticError GS330 when Newton steps from the point lead to no minimizer of clear rank
 */
export function valuesAt(
  model: LossModel,
  point: Given,
  complain: (problem: string) => DiagnosticError,
  options: PointOptions,
): PointValues {
  const sample = sampleOf(model, point);
  const numeric = new NumericProblem(new Problem(flatten(model, sample.sizes)), sample.data);
  const { start } = sample;
  const D = numeric.dimension;
  if (start?.length !== D)
    throw complain(
      `it has ${String(start?.length ?? 0)} numbers for the ${String(D)} parameters ${numeric.problem.model.names.join(", ")}`,
    );
  const reached = locate(numeric, start, true);
  if (typeof reached === "string") throw complain(`no point of Γ is reached from it (${reached})`);
  try {
    return pointValues(numeric, { x: options.retract ? reached.x : start, rank: reached.rank }, options);
  } catch (error) {
    if (error instanceof SimulationError) throw complain(error.message);
    throw error;
  }
}
