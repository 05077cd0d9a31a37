/** What the pictures simulate: generated models, and coordinates along their minimizers. */
import { create as createEllipse } from "../../generated/ellipse.sde.js";
import { create as createHyperbola } from "../../generated/hyperbola.sde.js";
import { create as createNetwork } from "../../generated/tanh-net.sde.js";
import { type Model, symmetricEigen } from "gen-sde/runtime";

/** L = ½(uv − 1)². Gradient flow keeps C = u² − v², so C of x is C of Φ(x). */
export const hyperbola = createHyperbola();
export const conserved = (x: Float64Array): number => x[0]! ** 2 - x[1]! ** 2;
/** The point (e^s, e^{−s}) of uv = 1, and s of Φ(x). */
export const pointAt = (s: number): number[] => [Math.exp(s), Math.exp(-s)];
export const along = (x: Float64Array): number => Math.asinh(conserved(x) / 2) / 2;

/** L = ½(x²/4 + y² − 1)². */
export const ellipse = createEllipse({ a: 2, b: 1 });
export const onEllipse = (angle: number): number[] => [2 * Math.cos(angle), Math.sin(angle)];

/** Two samples, three hidden units: D = 9, M = 2. */
export const network = createNetwork();
export const NETWORK_START = [0.6, -0.6, 0.8, 1, 1, -0.5, -0.1, 0, 0];

/** λ₁(∇²L) at x. */
export function sharpness(model: Pick<Model, "dimension" | "hessian">): (x: Float64Array) => number {
  const H = new Float64Array(model.dimension ** 2);
  return (x) => {
    model.hessian(x, H);
    return symmetricEigen(H, model.dimension).values[0]!;
  };
}
