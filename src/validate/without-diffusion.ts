import type { Model, NoiseName } from "../runtime/index.js";

/** The model with the tangent noise left out: its limiting SDE moves by the drift alone. */
export const withoutDiffusion = (model: Model, name: NoiseName): Model => ({
  ...model,
  noises: {
    ...model.noises,
    [name]: {
      ...model.noises[name]!,
      diffuse: (_x: Float64Array, _xi: Float64Array, out: Float64Array) => {
        out.fill(0);
      },
    },
  },
});
