/**
 * The kernels of least squares by way of gradients: of the residuals, J_i = ∇r_i, and of numbers in which vectors are
 * frozen, Σ_i R_i b_i = ∇ Σ_i ⟨∇r_i, b_i⟩ with R_i = ∇²r_i. Each takes a small multiple of the operations of its number,
 * where R_i has D² entries. The terms of the drift are those of dynamics/least-squares.ts:
 *
 *   normal       = -P ∇ Σ_i [ ½ ⟨∇r_i, b_i⟩ + ¼ γ_i w_i ]    b_i = w_i J_i,  γ_i = G_ii   for Σ = H,
 *                                                              b_i = J^+ e_i,  γ_i = 1/w_i  for Σ = I
 *   compensation = -½ J^+ ρ,  ρ = tr R - ⟨J, R J^+⟩            for Σ = I and one residual
 */
import { matrices } from "../calculus/index.js";
import type { Noise } from "../dynamics/index.js";
import { type Element, type Expr, add, element, multiply, negate, num, power, subtract } from "../expr/index.js";
import { type LeastSquaresManifold, type Manifold, NormalSpace, dependsOnParameters } from "../geometry/index.js";
import type { ByGradients, Definition, Gradient } from "../lower/kernel.js";

const { dot, trace, zeros } = matrices;

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

/** The whole output is the gradient of one number. */
export function gradientOf(number: Expr, dimension: number): ByGradients {
  const steps = new Steps(dimension);
  return steps.to(steps.gradient(number));
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

/** The drift, and its terms one after the other; undefined where the written curvatures are needed anyway. */
export function drift(
  manifold: Manifold,
  { kind }: Noise,
): { readonly total: ByGradients; readonly terms: ByGradients } | undefined {
  if (!("curvatures" in manifold) || kind === "general") return undefined;
  if (kind === "isotropic" && manifold.residuals.length > 1) return undefined;
  const { steps, normal: space } = frame(manifold);
  const { normal, compensation } =
    kind === "hessian" ? ofHessian(manifold, steps, space) : ofIdentity(manifold, steps, space);
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

function ofHessian(manifold: LeastSquaresManifold, steps: Steps, { G, J }: NormalSpace): Parts {
  const { normal, problem, weights } = manifold;
  const numbers = weights.map((w, i) => {
    const half = multiply(num(1, 2), dot(normal.J[i]!, steps.frozen(J[i]!.map((entry) => multiply(w, entry)))));
    if (!dependsOnParameters(w)) return half;
    const [squared] = steps.frozen([G[i]![i]!]);
    return add(half, multiply(num(1, 4), squared!, w));
  });
  return { normal: steps.gradient(add(...numbers)), compensation: zeros(problem.dimension) };
}

/** For one residual: R J⁺ is in both terms. */
function ofIdentity(manifold: LeastSquaresManifold, steps: Steps, space: NormalSpace): Parts {
  const { curvatures, normal, weights } = manifold;
  const [w] = weights;
  const lifted = steps.frozen(space.lift([num(1)]));
  const bent = steps.gradient(dot(normal.J[0]!, lifted));
  const rho = subtract(trace(curvatures[0]!), dot(space.J[0]!, bent));
  const half = bent.map((e) => multiply(num(1, 2), e));
  const slope = dependsOnParameters(w!) ? steps.gradient(w!) : undefined;
  const scale = multiply(num(1, 4), power(w!, num(-1)));
  return {
    normal: slope ? half.map((e, a) => add(e, multiply(scale, slope[a]!))) : half,
    compensation: space.lift([rho]).map((e) => multiply(num(-1, 2), e)),
  };
}
