/**
 * The kernels of least squares by way of gradients: of the residuals, J_i = ∇r_i, and of numbers in which vectors are
 * frozen, Σ_i R_i b_i = ∇ Σ_i ⟨∇r_i, b_i⟩ with R_i = ∇²r_i. Each takes a small multiple of the operations of its number,
 * where R_i has D² entries. The terms of the drift are those of dynamics/least-squares.ts:
 *
 *   normal       = -P ∇ Σ_i [ ½ ⟨∇r_i, b_i⟩ + ¼ γ_i w_i ]    b_i = w_i J_i,  γ_i = G_ii   for Σ = H,
 *                                                              b_i = J^+ e_i,  γ_i = 1/w_i  for Σ = I
 *   compensation = -½ J^+ ρ,  ρ_i = ⟨R_i, P⟩                  for Σ = I; with one residual tr R - ⟨J, R J^+⟩
 */
import { matrices } from "../calculus/index.js";
import type { Noise } from "../dynamics/index.js";
import { type Element, type Expr, add, element, multiply, negate, num, power, subtract } from "../expr/index.js";
import {
  type LeastSquaresManifold,
  type Manifold,
  NormalSpace,
  dependsOnParameters,
  matrixOf,
} from "../geometry/index.js";
import type { ByGradients, Definition, Gradient } from "../lower/kernel.js";

const { dot, identity, inner, trace, zeros } = matrices;

/** What has been computed so far, under names that stand for it. */
class Steps {
  readonly #list: (Gradient | Definition)[] = [];
  readonly #dimension: number;

  constructor(dimension: number) {
    this.#dimension = dimension;
  }

  gradient(of: Expr): readonly Element[] {
    const elements = this.#names(this.#dimension);
    this.#list.push({ elements, of });
    return elements;
  }

  /** Constants to the gradients after it. */
  frozen(values: readonly Expr[]): readonly Element[] {
    const elements = this.#names(values.length);
    this.#list.push({ elements, values });
    return elements;
  }

  to(values: readonly Expr[]): ByGradients {
    return { steps: [...this.#list], values };
  }

  #names(length: number): readonly Element[] {
    const tensor = { name: `~step${String(this.#list.length)}`, role: "temporary" as const, shape: [length] };
    return Array.from({ length }, (_, a) => element(tensor, [num(a)]));
  }
}

/** The whole output is the gradient of one number, or a multiple of it. */
export function gradientOf(number: Expr, dimension: number, scale?: Expr): ByGradients {
  const steps = new Steps(dimension);
  const gradient = steps.gradient(number);
  return steps.to(scale ? gradient.map((e) => multiply(scale, e)) : gradient);
}

/** x − J⁺r. */
export function retractStep(manifold: Manifold): ByGradients | undefined {
  if (!("curvatures" in manifold)) return undefined;
  const { steps, normal } = frame(manifold);
  const step = normal.lift(manifold.residuals);
  return steps.to(manifold.problem.model.parameters.map((x, a) => subtract(x, step[a]!)));
}

/** P v. */
export function tangent(manifold: Manifold, v: readonly Expr[]): ByGradients | undefined {
  if (!("curvatures" in manifold)) return undefined;
  const { steps, normal } = frame(manifold);
  return steps.to(normal.tangent(v));
}

/** A ξ with A Aᵀ = H. */
export function hessianRoot(manifold: Manifold, xi: readonly Expr[]): ByGradients | undefined {
  if (!("curvatures" in manifold)) return undefined;
  const { steps, normal } = frame(manifold);
  return steps.to(normal.hessianRoot(xi));
}

/** The drift, and its terms one after the other. */
export function drift(
  manifold: Manifold,
  { kind }: Noise,
): { readonly total: ByGradients; readonly terms: ByGradients } | undefined {
  if (!("curvatures" in manifold) || kind === "general") return undefined;
  const { steps, normal: space } = frame(manifold);
  const parts = kind === "hessian" ? ofHessian : manifold.residuals.length === 1 ? ofIdentity : ofIdentities;
  const { normal, compensation } = parts(manifold, steps, space);
  const projected = space.tangent(normal).map(negate);
  return {
    total: steps.to(projected.map((e, a) => add(compensation[a]!, e))),
    terms: steps.to([...compensation, ...zeros(projected.length), ...projected]),
  };
}

/** The normal space in terms of the residuals' gradients. */
function frame({ normal, problem, residuals }: LeastSquaresManifold) {
  const steps = new Steps(problem.dimension);
  const J = residuals.map((r) => steps.gradient(r));
  return { steps, normal: new NormalSpace(J, normal.N) };
}

interface Parts {
  /** What P projects. */
  readonly normal: readonly Expr[];
  readonly compensation: readonly Expr[];
}

const half = (e: Expr): Expr => multiply(num(1, 2), e);

function ofHessian(manifold: LeastSquaresManifold, steps: Steps, { G, J }: NormalSpace): Parts {
  const { problem, weights } = manifold;
  const b = J.map((row, i) => row.map((entry) => multiply(weights[i]!, entry)));
  const gamma = G.map((row, i) => row[i]!);
  return { normal: slope(manifold, steps, b, gamma), compensation: zeros(problem.dimension) };
}

/** For one residual: R J⁺ is in both terms. */
function ofIdentity(manifold: LeastSquaresManifold, steps: Steps, space: NormalSpace): Parts {
  const { curvatures, normal, weights } = manifold;
  const [w] = weights;
  const bent = steps.gradient(dot(normal.J[0]!, steps.frozen(space.lift([num(1)]))));
  const rho = subtract(trace(curvatures[0]!), dot(space.J[0]!, bent));
  const ofWeight = dependsOnParameters(w!) ? steps.gradient(w!) : zeros(bent.length);
  const scale = multiply(num(1, 4), power(w!, num(-1)));
  return {
    normal: bent.map((e, a) => add(half(e), multiply(scale, ofWeight[a]!))),
    compensation: space.lift([rho]).map((e) => negate(half(e))),
  };
}

/** For several, whose curvatures are written. */
function ofIdentities(manifold: LeastSquaresManifold, steps: Steps, space: NormalSpace): Parts {
  const { curvatures, problem, weights } = manifold;
  const lifted = identity(space.rank).map((e) => space.lift(e));
  const P = matrixOf((v) => space.tangent(v), identity(problem.dimension));
  const inverse = weights.map((w) => power(w, num(-1)));
  return {
    normal: slope(manifold, steps, lifted, inverse),
    compensation: space.lift(curvatures.map((R) => inner(R, P))).map((e) => negate(half(e))),
  };
}

/** ∇ Σ_i [ ½ ⟨∇r_i, b_i⟩ + ¼ γ_i w_i ]. */
function slope(
  { normal, weights }: LeastSquaresManifold,
  steps: Steps,
  b: readonly (readonly Expr[])[],
  gamma: readonly Expr[],
): readonly Expr[] {
  const numbers = weights.map((w, i) => {
    const along = half(dot(normal.J[i]!, steps.frozen(b[i]!)));
    return dependsOnParameters(w) ? add(along, multiply(num(1, 4), steps.frozen([gamma[i]!])[0]!, w)) : along;
  });
  return steps.gradient(add(...numbers));
}
