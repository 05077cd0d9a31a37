import type { Model, NoiseModel } from "../model.js";
import type { Frame } from "./frame.js";
import type { DriftTermKernels, NoiseKernel } from "./kernels.js";

/** σ(x)ξ, and the terms of its drift. */
export interface NoiseWithTerms extends NoiseKernel {
  readonly terms: DriftTermKernels;
}

/** Σ = I, label noise and, where the loss declares one, its own. */
interface Noises {
  readonly isotropic: DriftTermKernels;
  readonly labelNoise: NoiseWithTerms;
  readonly declared: NoiseWithTerms | undefined;
}

/** The noises of a model through its frame. */
export function noisesOf(frame: Frame, { isotropic, labelNoise, declared }: Noises): Model["noises"] {
  const tangent = (x: Float64Array, out: Float64Array): void => {
    frame.at(x).project(out);
  };
  // Label noise is normal to Γ.
  const nothing = (_x: Float64Array, out: Float64Array): void => {
    out.fill(0);
  };
  const identity: NoiseKernel = {
    channels: frame.dimension,
    apply: (_x, xi, out) => {
      out.set(xi);
    },
  };
  return {
    isotropic: noiseModel("isotropic", frame, identity, isotropic, tangent),
    labelNoise: noiseModel("labelNoise", frame, labelNoise, labelNoise.terms, nothing),
    ...(declared && { declared: noiseModel("declared", frame, declared, declared.terms, tangent) }),
  };
}

const TERMS = ["compensation", "mixed", "normal"] as const;

/** @param project out ← P(x) out, where out is σ(x)ξ */
function noiseModel(
  name: NoiseModel["name"],
  frame: Frame,
  { channels, apply }: NoiseKernel,
  terms: DriftTermKernels,
  project: (x: Float64Array, out: Float64Array) => void,
): NoiseModel {
  const D = frame.dimension;
  const term = new Float64Array(D);
  return {
    name,
    channels,
    apply,
    diffuse(x, xi, out) {
      apply(x, xi, out);
      project(x, out);
    },
    drift(x, out) {
      frame.at(x);
      out.fill(0);
      for (const part of TERMS) {
        terms[part](term);
        for (let a = 0; a < D; a++) out[a]! += term[a]!;
      }
    },
    driftTerms(x, out) {
      frame.at(x);
      TERMS.forEach((part, position) => {
        terms[part](term);
        out.set(term, position * D);
      });
    },
  };
}
