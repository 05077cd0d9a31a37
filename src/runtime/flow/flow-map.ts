import { type GradientFlowOptions, gradientFlow } from "./gradient-flow.js";
import type { Model } from "../model.js";

/**
 * Φ as a function (x, out[D]): in closed form where the model has it, else by `gradientFlow`.
 *
 * @throws what those throw
 */
export function flowMap(
  model: Pick<Model, "dimension" | "gradient"> & Partial<Pick<Model, "flow" | "retractStep">>,
  options?: GradientFlowOptions,
): (x: Float64Array, out: Float64Array) => void {
  return (
    model.flow ??
    ((x, out) => {
      out.set(gradientFlow(model, x, options).x);
    })
  );
}
