/** Losses whose gradient flow has a closed end point Φ: recognised by the form of their residuals. */
import type { Matrix } from "../calculus/index.js";
import { type Element, type Expr, add, multiply, num, power, subtract, substitute, two, zero } from "../expr/index.js";
import { agree } from "../simplify/index.js";
import type { LeastSquaresManifold, Manifold } from "./manifold.js";
import { dependsOnParameters } from "./recognise.js";

export type ClosedFlowForm =
  /** r_i = xᵀA_i x − y_i with A_i free of parameters and diagonal, up to turns of some pairs of coordinates by 45°. */
  | {
      readonly kind: "quadratics";
      readonly pairs: readonly (readonly [a: number, b: number])[];
      /** The D eigenvalues of Σ w_i A_i² in that basis. */
      readonly decay: readonly Expr[];
    }
  /** The only residual is k (∏ x_a − value), the product of all parameters. */
  | { readonly kind: "product"; readonly value: Expr };

export function closedFlowOf(manifold: Manifold): ClosedFlowForm | undefined {
  // Weights that move with x would bend the flow.
  if (!("curvatures" in manifold) || !manifold.weights.every(isConstant)) return undefined;
  return quadratics(manifold) ?? product(manifold);
}

const isConstant = (e: Expr): boolean => !dependsOnParameters(e);

function quadratics({ curvatures, normal, problem, weights }: LeastSquaresManifold): ClosedFlowForm | undefined {
  if (!curvatures.every((R) => R.flat().every(isConstant))) return undefined;
  const origin = new Map<Expr, Expr>(problem.model.parameters.map((p) => [p, zero]));
  if (!normal.J.flat().every((e) => vanishes(substitute(e, origin)))) return undefined;
  const pairs = turnedPairs(curvatures);
  if (!pairs) return undefined;
  // With A_i = R_i/2 the eigenvalues of a pair are (R_aa ± R_ab)/2.
  const partner = new Map<number, { readonly at: number; readonly sign: number }>();
  for (const [a, b] of pairs) partner.set(a, { at: b, sign: 1 }).set(b, { at: a, sign: -1 });
  const decay = problem.model.parameters.map((_, a) => {
    const turned = partner.get(a);
    const eigenvalues = curvatures.map((R) =>
      turned ? add(R[a]![a]!, multiply(num(turned.sign), R[a]![turned.at]!)) : R[a]![a]!,
    );
    return add(...eigenvalues.map((value, i) => multiply(num(1, 4), weights[i]!, power(value, two))));
  });
  return { kind: "quadratics", pairs, decay };
}

const vanishes = (e: Expr): boolean => agree(e, zero).kind === "agree";

/** The planes in which the R_i are no diagonal matrices; undefined unless these are disjoint and R_aa = R_bb there. */
function turnedPairs(curvatures: readonly Matrix[]): (readonly [number, number])[] | undefined {
  const pairs: [number, number][] = [];
  for (let a = 0; a < curvatures[0]!.length; a++)
    for (let b = a + 1; b < curvatures[0]!.length; b++)
      if (curvatures.some((R) => R[a]![b] !== zero)) pairs.push([a, b]);
  const isDisjoint = new Set(pairs.flat()).size === 2 * pairs.length;
  const isBalanced = pairs.every(([a, b]) => curvatures.every((R) => vanishes(subtract(R[a]![a]!, R[b]![b]!))));
  return isDisjoint && isBalanced ? pairs : undefined;
}

function product({ problem, residuals }: LeastSquaresManifold): ClosedFlowForm | undefined {
  const [r, ...others] = residuals;
  if (others.length > 0 || r?.kind !== "add") return undefined;
  const varying = r.terms.filter(dependsOnParameters);
  const [term] = varying;
  if (varying.length !== 1 || term?.kind !== "mul") return undefined;
  const parameters = term.factors.filter(dependsOnParameters);
  const isEach = ({ length }: readonly Element[], all: readonly Expr[]): boolean =>
    length === all.length && problem.model.parameters.every((p) => all.includes(p));
  if (!isEach(problem.model.parameters, parameters)) return undefined;
  const k = multiply(num(term.coefficient.numerator, term.coefficient.denominator), ...term.factors.filter(isConstant));
  const rest = add(num(r.constant.numerator, r.constant.denominator), ...r.terms.filter(isConstant));
  return { kind: "product", value: multiply(num(-1), rest, power(k, num(-1))) };
}
