/** Where algorithms start that ∇L = 0 would stop, given a point of Γ. */
import { type Model, type ProcessSpec, type RegisteredName, symmetricEigen } from "../runtime/index.js";

/** How far from Γ, along the steepest direction v₁, an algorithm without noise bounces from wall to wall. */
type Bounce = (learningRate: number, lambda1: number, radius: number) => number;

/** Stationary points of x ↦ −x for L = ½λ₁x², where each step crosses the valley. */
const BOUNCES: Partial<Record<RegisteredName, Bounce>> = {
  // x − η = −x
  normalizedGd: (eta) => eta / 2,
  // x − η√(λ₁/2) = −x
  sqrtLoss: (eta, lambda1) => (eta / 2) * Math.sqrt(lambda1 / 2),
  // x − ηλ₁(x + ρ) = −x
  samFull: (eta, lambda1, rho) => (eta * lambda1 * rho) / (2 - eta * lambda1),
  samSingle: (eta, lambda1, rho) => (eta * lambda1 * rho) / (2 - eta * lambda1),
};

/** ρ/η where no radius is given. */
const RADIUS = 0.4;

/** Whether the algorithm never leaves a point where ∇L = 0. */
export const standsStill = (name: RegisteredName): boolean => name in BOUNCES;

/**
 * On Γ itself, except for algorithms that ∇L = 0 would stop: they start in the motion across the valley that they settle
 * to, so that no time is spent on getting there.
 */
export function algorithmStart(
  model: Model,
  name: RegisteredName,
  { radius }: ProcessSpec["options"],
): (y: Float64Array, learningRate: number) => Float64Array {
  const bounce = BOUNCES[name];
  if (!bounce) return (y) => y;
  return (y, eta) => {
    const D = model.dimension;
    const H = new Float64Array(D * D);
    model.hessian(y, H);
    const { values, vectors } = symmetricEigen(H, D);
    const distance = bounce(eta, values[0]!, typeof radius === "number" ? radius : RADIUS * eta);
    return y.map((value, a) => value + distance * vectors[a * D]!);
  };
}
