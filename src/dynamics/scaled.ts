/**
 * A diagonal preconditioner S: in the coordinates z of x = S^(1/2) z the algorithm is SGD on L(S^(1/2) z) with noise
 * S^(1/2) sigma, so that J~ = J S^(1/2), H~ = S^(1/2) H S^(1/2), R~ = S^(1/2) R S^(1/2), T~ with S^(1/2) in each slot.
 * Its limit is known, and S^(1/2) carries it back.
 */
import type { Matrix, Vector } from "../calculus/index.js";
import { type Expr, multiply, sqrt, zero } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { ClosedDrift } from "./dynamics.js";
import type { Noise } from "./noise.js";
import { limitingSde } from "./terms.js";

/** Beyond this rank the Lyapunov equation of a scaled noise is better solved by eigenvectors at run time. */
const LARGEST_RANK = 3;

/** The drift of SGD with that noise and the preconditioner diag(S), if its closed form is not too long. */
export function preconditionedDrift(manifold: Manifold, S: Vector, noise: Noise): ClosedDrift {
  if (noise.kind !== "hessian" && manifold.normal.rank > LARGEST_RANK)
    return `the closed form for M = ${String(manifold.normal.rank)} is too long`;
  const root = S.map(sqrt);
  const { total } = limitingSde(inScaledCoordinates(manifold, root), scaledNoise(noise, root));
  return scale(root, total);
}

const scale = (root: Vector, v: Vector): Expr[] => v.map((e, a) => multiply(root[a]!, e));

function inScaledCoordinates(manifold: Manifold, root: Vector): Manifold {
  const congruence = (A: Matrix): Expr[][] => A.map((row, a) => row.map((e, b) => multiply(root[a]!, root[b]!, e)));
  const hessian = congruence(manifold.hessian);
  if ("curvatures" in manifold)
    return {
      ...manifold,
      hessian,
      normal: manifold.normal.scaled(root),
      curvatures: manifold.curvatures.map(congruence),
      weightGradients: manifold.weightGradients.map((slope) => scale(root, slope)),
    };
  return {
    ...manifold,
    hessian,
    normal: manifold.normal.scaled(root),
    contract: (A) => scale(root, manifold.contract(congruence(A))),
  };
}

function scaledNoise(noise: Noise, root: Vector): Noise {
  switch (noise.kind) {
    case "hessian":
      return noise;
    case "isotropic":
      return { kind: "general", sigma: root.map((e, a) => root.map((_, b) => (a === b ? e : zero))) };
    case "general":
      return { kind: "general", sigma: noise.sigma.map((row, a) => row.map((e) => multiply(root[a]!, e))) };
  }
}
