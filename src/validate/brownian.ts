/** The same Brownian path seen with steps twice as long. */
import { fillNormal, type Model, type NoiseModel, type NoiseName, type Process } from "../runtime/index.js";

/**
 * A limiting SDE whose step k uses the normal numbers of the steps 2k and 2k + 1 of another with half its time step and
 * the same seed: ξ = (ξ_2k + ξ_{2k+1})/√2 is the same increment of W, so that the two differ by their steps alone.
 */
export function onSamePath(model: Model, name: NoiseName, seed: number, make: (model: Model) => Process): Process {
  const noise = model.noises[name]!;
  const q = noise.channels;
  const [first, second] = [new Float64Array(q), new Float64Array(q)];
  const increment = new Float64Array(q);
  let [path, step] = [0, 0];
  const coupled: NoiseModel = {
    ...noise,
    diffuse(x, _, out) {
      fillNormal(seed, path, 2 * step, first, q);
      fillNormal(seed, path, 2 * step + 1, second, q);
      for (let i = 0; i < q; i++) increment[i] = (first[i]! + second[i]!) * Math.SQRT1_2;
      noise.diffuse(x, increment, out);
    },
  };
  const process = make({ ...model, noises: { ...model.noises, [name]: coupled } });
  return {
    ...process,
    step(state, ...at) {
      [path, step] = at;
      process.step(state, path, step);
    },
  };
}

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
