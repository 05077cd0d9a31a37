/** The options of algorithms that can have any of a model's noises. */
import { type Model, type NoiseName, noiseOf } from "../model.js";
import type { GradientNoiseOptions } from "../processes/stochastic-gradient.js";
import {
  type Covariance,
  hessianCovariance,
  isotropicCovariance,
  multiplied,
  noiseCovariance,
} from "../normal-space/index.js";
import { choice, number, optionalChoice, type Values } from "./options.js";

export const LAW = choice("the law of each ξ_i", ["gaussian", "rademacher"], "gaussian");
export const SCALE = number("s in s σ(x) ξ", 1);

export const NOISE_OPTIONS = {
  noise: optionalChoice<NoiseName>("the noise; the one that the model declares, else isotropic", [
    "isotropic",
    "labelNoise",
    "declared",
  ]),
  scale: SCALE,
  law: LAW,
};

type NoiseValues = Values<typeof NOISE_OPTIONS>;

export const noiseNameOf = (model: Pick<Model, "noises">, { noise }: Pick<NoiseValues, "noise">): NoiseName =>
  noise ?? (model.noises.declared ? "declared" : "isotropic");

export const gradientNoiseOf = (
  model: Pick<Model, "noises">,
  { seed, ...values }: NoiseValues & { readonly seed: number },
): GradientNoiseOptions => ({ noise: noiseNameOf(model, values), scale: values.scale, law: values.law, seed });

/** Σ = s²σσᵀ of the chosen noise; for label noise its value on Γ, s²∇²L. */
export function covarianceOf(model: Pick<Model, "noises" | "hessian">, values: Omit<NoiseValues, "law">): Covariance {
  const name = noiseNameOf(model, values);
  const unscaled = {
    isotropic: () => isotropicCovariance,
    labelNoise: () => hessianCovariance(model),
    declared: () => noiseCovariance(noiseOf(model, name)),
  }[name]();
  return multiplied(unscaled, values.scale ** 2);
}
