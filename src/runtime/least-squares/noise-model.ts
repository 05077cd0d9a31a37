import type { NoiseModel } from "../model.js";
import type { DriftTermKernels } from "./drift-terms.js";
import type { NoiseKernel } from "./kernels.js";

/** What knows the tangent space at a point. */
interface Frame {
  readonly dimension: number;
  at(x: Float64Array): unknown;
}

const TERMS = ["compensation", "mixed", "normal"] as const;

/** A noise of a model from its σ(x)ξ and its terms at the point where the frame is; `project`: out ← P(x) out. */
export function noiseModel(
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
