import { EigenFrame } from "../spectral/eigen-frame.js";
import { multiply, multiplyVector } from "../linear-algebra/index.js";
import { type DriftTerms, driftTerms } from "../spectral/coefficients.js";
import { type Covariance, covarianceAt } from "./covariance.js";
import type { NormalSpace, TangentNoise } from "./normal-space.js";

/** Through all D eigenvectors of ∇²L, for any loss: the reference. */
export class ByHessian implements NormalSpace {
  readonly eigenvalues: Float64Array;
  readonly #frame: EigenFrame;
  readonly #x: Float64Array;

  constructor(...[model, x, rank]: ConstructorParameters<typeof EigenFrame>) {
    this.#frame = new EigenFrame(model, x, rank);
    this.#x = x;
    this.eigenvalues = this.#frame.eigenvalues;
  }

  pseudoInverse(v: Float64Array): Float64Array {
    const out = new Float64Array(v.length);
    multiplyVector(this.#frame.pseudoInverse(), v, v.length, out);
    return out;
  }

  alongTop(factor: number): Float64Array {
    return this.#frame.tangentThird(factor, (i, j) => (i === 0 && j === 0 ? 1 : 0));
  }

  alongTrace(factor: number): Float64Array {
    return this.#frame.tangentThird(factor, (i, j) => (i === j ? 1 : 0));
  }

  terms(Sigma: Covariance, weight?: (rate: number) => number): DriftTerms {
    return driftTerms(this.#frame, covarianceAt(Sigma, this.#frame, this.#x), weight);
  }

  tangentNoise(Sigma: Covariance): TangentNoise {
    const { dimension: D, P } = this.#frame;
    const covariance = covarianceAt(Sigma, this.#frame, this.#x);
    const diffusion = multiply(multiply(P, covariance, D), P, D);
    if (!Sigma.factorAt) return { diffusion };
    const { channels, apply } = Sigma.factorAt(this.#x);
    const ambient = new Float64Array(D);
    return {
      diffusion,
      factor: {
        channels,
        apply(xi, out) {
          apply(xi, ambient);
          multiplyVector(P, ambient, D, out);
        },
      },
    };
  }
}
