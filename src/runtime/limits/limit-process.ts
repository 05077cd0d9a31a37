/** Processes for the limits: the emitted kernels of a model where it has them, eigenvectors where it has not. */
import { type Model, type NoiseName, noiseOf } from "../model.js";
import { flowNoise } from "../processes/flow-noise.js";
import { limitingFlow } from "../processes/limiting-flow.js";
import { limitingSde } from "../processes/limiting-sde.js";
import type { Process } from "../processes/process.js";
import { slowSde } from "../processes/slow-sde.js";
import { retraction } from "../flow/retraction.js";
import type { LimitingDynamics } from "./dynamics.js";
import { choice } from "./options.js";
import { slowSystem } from "./slow-system.js";

interface Steps {
  readonly dt: number;
  readonly seed: number;
  /** Of the Brownian path in each dt; a limit without noise has none. */
  readonly substeps?: number;
}

/** A limit with noise, by eigenvectors at every step. */
export const sdeOf = <Options>(
  row: Coefficients<Options>,
  model: Model,
  options: Options,
  { dt, seed, substeps = 1 }: Steps,
): Process => slowSde(slowSystem(row, model, options), { dt, seed, substeps });

/** A limit without noise, by eigenvectors. */
export const flowOf = <Options>(row: Coefficients<Options>, model: Model, options: Options, { dt }: Steps): Process =>
  limitingFlow(slowSystem(row, model, options), { dt });

type Coefficients<Options> = Pick<LimitingDynamics<Options>, "coefficients" | "memory">;

/** The limiting flow of label noise Σ = c∇²L by the emitted drift, times a factor. */
export function traceFlow(model: Model, factor: number, { dt }: Steps): Process {
  const noise = noiseOf(model, "labelNoise");
  return limitingFlow(
    {
      dimension: model.dimension,
      drift(x, out) {
        noise.drift(x, out);
        for (let a = 0; a < out.length; a++) out[a]! *= factor;
      },
      retract: retraction(model),
    },
    { dt },
  );
}

export const INTEGRATOR = choice(
  "of the limit: Euler–Maruyama steps with a retraction, or X ← Φ(X + σ dW), which needs no derivative beyond ∇L",
  ["euler", "flow"],
  "euler",
);

/** The limit of SGD with a noise of the model and what has the same limit. */
export function limitOfSgd(
  model: Model,
  noise: NoiseName,
  {
    integrator,
    scale,
    dt,
    seed,
    substeps = 1,
  }: Steps & { readonly scale: number; readonly integrator: "euler" | "flow" },
): Process {
  if (integrator === "flow") return flowNoise(model, { noise, scale, dt, seed, substeps });
  // Nothing moves at random: no reason to put up with Euler steps.
  if (noise === "labelNoise") return traceFlow(model, scale ** 2, { dt, seed });
  return limitingSde(model, { noise, scale, dt, seed, substeps });
}
