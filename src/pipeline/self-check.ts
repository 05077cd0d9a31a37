/** Runs the emitted module against its oracles before it is written: derivatives, geometry, every drift. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Minimizer, hessianPseudoInverse } from "../geometry/index.js";
import type { Model } from "../runtime/index.js";
import {
  type Check,
  type DriftMember,
  checkBatch,
  checkClosedFlow,
  checkDerivatives,
  checkDrift,
  checkDynamics,
  checkGeometry,
  checkSamples,
  formatPoint,
  pointsNear,
  tolerant,
} from "../verify/index.js";
import type { Analysis } from "./analyse.js";
import { memberOf } from "./dynamics.js";
import { checkLabels } from "./labels.js";
import { hasNamedSizes } from "./named-sizes.js";

const POINTS = 3;
/** The numerical flow is the slow oracle: one point for each noise is enough beyond small problems. */
const FLOW_POINTS = { small: 2, large: 1 } as const;
const SMALL = 4;

type Loss = (x: Float64Array) => number;

/** @throws DiagnosticError GS402 where the user's function has no finite value at a point of Γ */
function requireValues(loss: Loss, points: readonly Float64Array[]): void {
  for (const x of points) {
    let value: unknown;
    try {
      value = loss(x);
    } catch (error) {
      value = error;
    }
    if (typeof value === "number" && Number.isFinite(value)) continue;
    const problem = value instanceof Error ? value.message : `it returns ${String(value)}`;
    throw new DiagnosticError([diagnostic("oracleFailed", undefined, { point: formatPoint(x), problem })]);
  }
}

/** @throws DiagnosticError GS403 where no oracle for a drift has enough digits: then it is not claimed to be right */
function requireOracle(noise: string, drift: readonly Check[], minimizers: readonly Minimizer[]): void {
  if (drift.some(({ comparisons, name }) => comparisons > 0 && name.includes(" drift "))) return;
  const condition = Math.min(...minimizers.map(stiffness)).toPrecision(2);
  throw new DiagnosticError([diagnostic("driftUnchecked", undefined, { noise, condition })]);
}

/** λ₁/λ_M: the flow takes about so many steps, and eigenvectors lose so many digits. */
const stiffness = ({ eigenvalues, rank }: Minimizer): number => eigenvalues[0]! / eigenvalues[rank - 1]!;

export function selfCheck(
  analysis: Analysis,
  model: Model,
  onProgress: (what: string) => void = () => undefined,
): Check[] {
  const { located, numeric, sample } = analysis;
  const minimizers = located.minimizers.slice(0, POINTS);
  const points = minimizers.map(({ x }) => x);
  // The least stiff points first.
  const byStiffness = minimizers.toSorted((a, b) => stiffness(a) - stiffness(b)).map(({ x }) => x);
  const flowPoints = byStiffness.slice(0, model.dimension <= SMALL ? FLOW_POINTS.small : FLOW_POINTS.large);
  onProgress("derivatives");
  requireValues(sample.loss, points);
  const loss = tolerant(sample.loss);
  const elsewhere = pointsNear(points, loss);
  const checks = checkDerivatives(model, loss, [...points, ...elsewhere]);
  onProgress("geometry");
  const inverse = hessianPseudoInverse(located.manifold).flat();
  checks.push(...checkGeometry(model, (x) => numeric.vector(x, inverse), points));
  for (const noise of Object.values(model.noises)) {
    onProgress(`${noise.name} drift`);
    const drift = checkDrift(model, noise, points, flowPoints);
    requireOracle(noise.name, drift, minimizers);
    checks.push(...drift);
  }
  for (const derived of analysis.dynamics) {
    onProgress(`${derived.name} drift`);
    const member = (model as unknown as Readonly<Record<string, DriftMember>>)[memberOf(derived.name)]!;
    checks.push(...checkDynamics(model, derived, member, points));
  }
  checks.push(...checkClosedFlow(model, points, elsewhere));
  if (model.batch) {
    onProgress("batch kernels");
    checks.push(...checkBatch(model, [...points, ...elsewhere]));
  }
  if (model.samples) checks.push(...checkSamples(model, model.samples, points, elsewhere));
  if (!hasNamedSizes(analysis.model)) checks.push(...checkLabels(analysis, model, elsewhere));
  return checks.filter(({ comparisons }) => comparisons > 0);
}
