import { checkLength } from "../check.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import type { DriftTerms } from "../spectral/coefficients.js";
import { type Covariance, covarianceAt, type Factor } from "./covariance.js";
import { addThird, project, pseudoInverse, termsOfHessian, termsOfModes } from "./mode-terms.js";
import type { NormalModes } from "./modes.js";
import type { NormalSpace, TangentNoise } from "./normal-space.js";

/** Through the M eigenvectors of the normal space: costs M D numbers, and M or more evaluations of T[v, v]. */
export class ByModes implements NormalSpace {
  readonly eigenvalues: Float64Array;
  readonly #modes: NormalModes;

  constructor(modes: NormalModes) {
    this.#modes = modes;
    this.eigenvalues = modes.values;
  }

  pseudoInverse(v: Float64Array): Float64Array {
    checkLength("v", v, this.#modes.dimension);
    return pseudoInverse(this.#modes, v);
  }

  alongTop(factor: number): Float64Array {
    const out = new Float64Array(this.#modes.dimension);
    addThird(this.#modes, factor, this.#modes.vector(0), out);
    project(this.#modes, out);
    return out;
  }

  alongTrace(factor: number): Float64Array {
    // P T[P] = 0, so that P T[I] is P T[P⊥]: that of Σ = ∇²L.
    return termsOfHessian(this.#modes, -4 * factor).normal;
  }

  terms(Sigma: Covariance, weight?: (rate: number) => number): DriftTerms {
    if (Sigma.hessianMultiple !== undefined) return termsOfHessian(this.#modes, Sigma.hessianMultiple, weight);
    return termsOfModes(this.#modes, this.#factor(Sigma), weight);
  }

  tangentNoise(Sigma: Covariance): TangentNoise {
    if (Sigma.hessianMultiple !== undefined) return {};
    const { channels, apply } = this.#factor(Sigma);
    return {
      factor: {
        channels,
        apply: (xi, out) => {
          apply(xi, out);
          project(this.#modes, out);
        },
      },
    };
  }

  /** σ; of a Σ that is known as a matrix alone, its symmetric root. */
  #factor(Sigma: Covariance): Factor {
    const { dimension: D, x } = this.#modes;
    if (Sigma.factorAt) return Sigma.factorAt(x);
    const { values, vectors } = symmetricEigen(covarianceAt(Sigma, this.#modes, x), D);
    return {
      channels: D,
      apply(xi, out) {
        out.fill(0);
        xi.forEach((amount, c) => {
          const size = amount * Math.sqrt(Math.max(values[c]!, 0));
          if (size !== 0) for (let a = 0; a < D; a++) out[a]! += size * vectors[a * D + c]!;
        });
      },
    };
  }
}
