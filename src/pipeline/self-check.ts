/** Runs the emitted module against its oracles before it is written: derivatives, geometry, every drift. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Minimizer, hessianPseudoInverse } from "../geometry/index.js";
import { type Model, fillNormal } from "../runtime/index.js";
import {
  type Check,
  type DriftMember,
  checkDerivatives,
  checkDrift,
  checkDynamics,
  checkGeometry,
  checkSamples,
  formatPoint,
} from "../verify/index.js";
import type { Analysis } from "./analyse.js";
import { memberOf } from "./dynamics.js";

const POINTS = 3;
/** The numerical flow is the slow oracle: one point for each noise is enough beyond small problems. */
const FLOW_POINTS = { small: 2, large: 1 } as const;
const SMALL = 4;

/** Points off Gamma: the derivatives must be right there too. */
function perturbed(points: readonly Float64Array[]): Float64Array[] {
  return points.map((x, k) => {
    const offset = new Float64Array(x.length);
    fillNormal(7, k, 0, offset, x.length);
    return x.map((value, a) => value + 0.1 * offset[a]!);
  });
}

/** The user's function, or an error that names the point where it has no finite value. */
function guarded(loss: (x: Float64Array) => number): (x: Float64Array) => number {
  return (x) => {
    const fail = (problem: string): DiagnosticError =>
      new DiagnosticError([diagnostic("oracleFailed", undefined, { point: formatPoint(x), problem })]);
    let value: number;
    try {
      value = loss(x);
    } catch (error) {
      throw fail(error instanceof Error ? error.message : String(error));
    }
    if (!Number.isFinite(value)) throw fail(`it returns ${String(value)}`);
    return value;
  };
}

export function selfCheck(
  analysis: Analysis,
  model: Model,
  onProgress: (what: string) => void = () => undefined,
): Check[] {
  const { located, numeric, sample } = analysis;
  const minimizers = located.minimizers.slice(0, POINTS);
  const points = minimizers.map(({ x }) => x);
  // The flow takes about λ₁/λ_M steps: the least stiff points first.
  const stiffness = ({ eigenvalues, rank }: Minimizer): number => eigenvalues[0]! / eigenvalues[rank - 1]!;
  const byStiffness = minimizers.toSorted((a, b) => stiffness(a) - stiffness(b)).map(({ x }) => x);
  const flowPoints = byStiffness.slice(0, model.dimension <= SMALL ? FLOW_POINTS.small : FLOW_POINTS.large);
  onProgress("derivatives");
  const checks = checkDerivatives(model, guarded(sample.loss), [...points, ...perturbed(points)]);
  onProgress("geometry");
  const inverse = hessianPseudoInverse(located.manifold).flat();
  checks.push(...checkGeometry(model, (x) => numeric.vector(x, inverse), points));
  for (const noise of Object.values(model.noises)) {
    onProgress(`${noise.name} drift`);
    checks.push(...checkDrift(model, noise, points, flowPoints));
  }
  for (const derived of analysis.dynamics) {
    onProgress(`${derived.name} drift`);
    const member = (model as unknown as Readonly<Record<string, DriftMember>>)[memberOf(derived.name)]!;
    checks.push(...checkDynamics(model, derived, member, points));
  }
  if (model.samples) checks.push(...checkSamples(model, model.samples, points, perturbed(points)));
  return checks.filter(({ comparisons }) => comparisons > 0);
}
