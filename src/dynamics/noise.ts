/** The noise of SGD, x' = x - eta grad L + eta sigma(x) xi, by its covariance Sigma = sigma sigma^T on Gamma. */
import type { Matrix } from "../calculus/index.js";

export type Noise =
  /** Sigma = I. */
  | { readonly kind: "isotropic" }
  /** Sigma = H: label noise with c = 1. Everything is linear in Sigma, so c is a factor of the drift. */
  | { readonly kind: "hessian" }
  /** sigma, D x channels, as declared in the loss file. */
  | { readonly kind: "general"; readonly sigma: Matrix };
