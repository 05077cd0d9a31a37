/** Points of {r_1 = … = r_M = 0} to 50 digits: Gauss–Newton in doubles, then chord steps in high precision. */
import { differentiate } from "../calculus/index.js";
import { type Element, type Expr, type Precise, PreciseNumber, evaluator, preciseEvaluator } from "../expr/index.js";

export interface Manifold {
  readonly residuals: readonly Expr[];
  /** The coordinates that are moved to get onto it. */
  readonly parameters: readonly Element[];
  /** J[i][a] = d r_i / d x_a. */
  readonly jacobian: readonly (readonly Expr[])[];
}

export const manifold = (residuals: readonly Expr[], parameters: readonly Element[]): Manifold => ({
  residuals,
  parameters,
  jacobian: residuals.map((r) => parameters.map((p) => differentiate(r, p))),
});

const NEWTON_STEPS = 60;
const CHORD_STEPS = 6;

/** The coordinates of a point near `start`; undefined when the iteration fails. */
export function project(m: Manifold, start: (element: Element) => Precise): Map<Element, Precise> | undefined {
  const x = new Map(m.parameters.map((p) => [p, start(p).toNumber()]));
  let inverse: number[][] | undefined;
  for (let k = 0; k < NEWTON_STEPS; k++) {
    const value = evaluator({ element: (element) => x.get(element) ?? start(element).toNumber() });
    inverse = pseudoInverse(m.jacobian.map((row) => row.map(value)));
    const residuals = m.residuals.map(value);
    if (inverse === undefined || !residuals.every(Number.isFinite)) return undefined;
    const steps = inverse.map((row) => row.reduce((sum, weight, i) => sum + weight * residuals[i]!, 0));
    m.parameters.forEach((p, a) => x.set(p, x.get(p)! - steps[a]!));
    if (steps.every((step, a) => Math.abs(step) <= 1e-13 * (1 + Math.abs(x.get(m.parameters[a]!)!)))) break;
  }
  return inverse && refine(m, inverse, start, x);
}

/** With J^+ frozen every step gains about as many digits as a double has. */
function refine(
  m: Manifold,
  inverse: readonly (readonly number[])[],
  start: (element: Element) => Precise,
  x: ReadonlyMap<Element, number>,
): Map<Element, Precise> | undefined {
  const precise = new Map([...x].map(([p, value]) => [p, new PreciseNumber(value)]));
  for (let k = 0; k < CHORD_STEPS; k++) {
    const value = preciseEvaluator((element) => precise.get(element) ?? start(element));
    const residuals = m.residuals.map(value);
    if (residuals.every((r) => r.abs().lt("1e-46"))) return precise;
    m.parameters.forEach((p, a) => {
      const step = inverse[a]!.reduce((sum, weight, i) => sum.plus(residuals[i]!.times(weight)), new PreciseNumber(0));
      precise.set(p, precise.get(p)!.minus(step));
    });
  }
  return undefined;
}

/** J^T (J J^T)^-1 of a matrix with independent rows. */
function pseudoInverse(J: readonly (readonly number[])[]): number[][] | undefined {
  const columns = J[0]!.map((_, a) => J.map((row) => row[a]!));
  const rows = J.map((row, i) => [
    ...J.map((other) => row.reduce((sum, value, a) => sum + value * other[a]!, 0)),
    ...J.map((_, j) => (i === j ? 1 : 0)),
  ]);
  const n = J.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const lead = rows[k]![k]!;
    if (!(Math.abs(lead) > 1e-12)) return undefined;
    rows[k] = rows[k]!.map((value) => value / lead);
    for (let i = 0; i < n; i++) if (i !== k) rows[i] = rows[i]!.map((value, j) => value - rows[i]![k]! * rows[k]![j]!);
  }
  return columns.map((column) =>
    Array.from({ length: n }, (_, j) => column.reduce((s, v, i) => s + v * rows[i]![n + j]!, 0)),
  );
}
