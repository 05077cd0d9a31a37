import { gradientFlow, type GradientFlowOptions } from "../flow/gradient-flow.js";
import { flowMap } from "../flow/flow-map.js";
import type { Model, NoisesWith } from "../model.js";
import type { Process } from "./process.js";
import { slowNoise, type SlowNoiseOptions } from "./slow-noise.js";

export interface FlowNoiseOptions extends SlowNoiseOptions {
  /** Integrate gradient flow with these options, even if the model has Φ in closed form. */
  readonly flow?: GradientFlowOptions;
}

/**
 * The limiting SDE without derivatives of L beyond the first: X ← Φ(X + √dt s σ(X) ξ) with the full noise. By Itô's
 * formula the drift ½ ∂²Φ[Σ] arises by itself as dt → 0, so this is an independent reference for `limitingSde`; slow,
 * unless the model has Φ in closed form.
 *
 * @throws RangeError for options out of range; a step throws what `flowMap` and `gradientFlow` throw
 */
export function flowNoise(
  model: Pick<Model, "dimension" | "gradient"> & NoisesWith<"apply"> & Partial<Pick<Model, "flow" | "retractStep">>,
  { flow, ...options }: FlowNoiseOptions,
): Process {
  const D = model.dimension;
  const { noise, draw, diffusionStep, timeAt } = slowNoise(model, options, "apply");
  const toGamma = flow ? flowWith(model, flow) : flowMap(model);
  const kick = new Float64Array(D);
  const kicked = new Float64Array(D);
  return {
    dimension: D,
    timeAt,
    step(x, path, k) {
      noise.apply(x, draw(path, k), kick);
      for (let a = 0; a < D; a++) kicked[a] = x[a]! + diffusionStep * kick[a]!;
      toGamma(kicked, x);
    },
  };
}

const flowWith =
  (model: Parameters<typeof gradientFlow>[0], options: GradientFlowOptions) =>
  (x: Float64Array, out: Float64Array): void =>
    out.set(gradientFlow(model, x, options).x);
