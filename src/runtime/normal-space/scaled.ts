/** The coordinates z of x = diag(root) z: what was L(x) with noise σ is L(diag(root) z) with diag(root) σ. */
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { Covariance, Factor } from "./covariance.js";
import type { TangentNoise } from "./normal-space.js";

/** root ∘ v */
const times = (root: Float64Array, v: Float64Array): Float64Array => v.map((value, a) => root[a]! * value);

/** The derivatives of z ↦ L(diag(root) z), at the z whose x is given. */
export function inScaledCoordinates(model: CurvatureModel, root: Float64Array): CurvatureModel {
  return {
    ...(model.largestTangent !== undefined && { largestTangent: model.largestTangent }),
    dimension: model.dimension,
    residualDerivatives() {
      const residuals = model.residualDerivatives?.();
      return (
        residuals && {
          gradients: residuals.gradients.map((F) => times(root, F)),
          hessianTimes: (i, v) => times(root, residuals.hessianTimes(i, times(root, v))),
        }
      );
    },
    hessian(x, out) {
      model.hessian(x, out);
      congruence(root, out);
    },
    thirdContraction(x, A, out) {
      const inner = A.slice();
      congruence(root, inner);
      model.thirdContraction(x, inner, out);
      out.set(times(root, out));
    },
  };
}

/** diag(root) Σ diag(root). What is a multiple of ∇²L stays one. */
export function inScaledNoise(Sigma: Covariance, root: Float64Array): Covariance {
  const { factorAt, hessianMultiple } = Sigma;
  const matrix = (x: Float64Array, out: Float64Array): void => {
    Sigma(x, out);
    congruence(root, out);
  };
  return Object.assign(matrix, {
    ...(hessianMultiple !== undefined && { hessianMultiple }),
    ...(factorAt && { factorAt: (x: Float64Array) => scaledFactor(factorAt(x), root) }),
  });
}

/** The noise of x where that of z is given. */
export function fromScaledCoordinates({ diffusion, factor }: TangentNoise, root: Float64Array): TangentNoise {
  if (diffusion) congruence(root, diffusion);
  return { ...(diffusion && { diffusion }), ...(factor && { factor: scaledFactor(factor, root) }) };
}

const scaledFactor = ({ channels, apply }: Factor, root: Float64Array): Factor => ({
  channels,
  apply(xi, out) {
    apply(xi, out);
    out.set(times(root, out));
  },
});

/** A ← diag(root) A diag(root) */
export function congruence(root: Float64Array, A: Float64Array): void {
  const D = root.length;
  for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) A[a * D + b]! *= root[a]! * root[b]!;
}
