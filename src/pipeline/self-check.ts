/** Runs the emitted module against its oracles before it is written: derivatives, geometry, every drift. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Minimizer, hessianPseudoInverse } from "../geometry/index.js";
import type { NoiseModel } from "../runtime/index.js";
import {
  type Check,
  type DriftMember,
  type EmittedModel,
  type EmittedNoise,
  checkBatch,
  checkClosedFlow,
  checkDerivatives,
  checkDrift,
  checkDynamics,
  checkNoise,
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
import { completed, referenceModel } from "./reference.js";

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

/** @param emitted what the module has: that is checked, and what it is checked by is completed from the derivation */
export function selfCheck(
  analysis: Analysis,
  emitted: EmittedModel,
  onProgress: (what: string) => void = () => undefined,
): Check[] {
  const { located, numeric, sample } = analysis;
  const model = completed(analysis, emitted);
  const has = (...members: readonly string[]): boolean => members.some((member) => member in emitted);
  const noises = Object.values<EmittedNoise>(emitted.noises);
  const hasInNoise = (...kernels: readonly (keyof NoiseModel)[]): boolean =>
    noises.some((noise) => kernels.some((kernel) => kernel in noise));
  const dynamics = analysis.dynamics.filter(({ name }) => has(memberOf(name)));
  const hasDrift = hasInNoise("drift", "driftTerms") || dynamics.length > 0;
  const minimizers = located.minimizers.slice(0, POINTS);
  const points = minimizers.map(({ x }) => x);
  // The least stiff points first.
  const byStiffness = minimizers.toSorted((a, b) => stiffness(a) - stiffness(b)).map(({ x }) => x);
  const flowPoints = byStiffness.slice(0, model.dimension <= SMALL ? FLOW_POINTS.small : FLOW_POINTS.large);
  onProgress("derivatives");
  requireValues(sample.loss, points);
  const loss = tolerant(sample.loss);
  const elsewhere = pointsNear(points, loss);
  const hasSecond = has("hessian", "residuals", "retractStep", "tangentProject") || noises.length > 0;
  const order = has("thirdContraction") || hasDrift ? 3 : hasSecond ? 2 : 1;
  const checks = checkDerivatives(model, loss, [...points, ...elsewhere], order);
  onProgress("geometry");
  const geometry = {
    projector: has("tangentProject") || hasInNoise("diffuse"),
    drift: hasDrift,
    equations: has("residuals", "retractStep"),
  };
  const pseudoInverse = (x: Float64Array) => numeric.vector(x, hessianPseudoInverse(located.manifold).flat());
  checks.push(...checkGeometry(model, pseudoInverse, points, geometry));
  for (const noise of noises) {
    onProgress(`${noise.name} drift`);
    const whole = model.noises[noise.name]!;
    const isDrift = "drift" in noise || "driftTerms" in noise;
    const apply: NoiseModel["apply"] = (...args) => {
      whole.apply(...args);
    };
    const drift = checkDrift(model, { ...noise, apply, channels: whole.channels }, points, flowPoints);
    if (isDrift) requireOracle(noise.name, drift, minimizers);
    else if ("apply" in noise) drift.push(checkNoise(referenceModel(analysis).noises[noise.name]!, whole, points));
    checks.push(...drift);
  }
  for (const derived of dynamics) {
    onProgress(`${derived.name} drift`);
    const member = (emitted as unknown as Readonly<Record<string, DriftMember>>)[memberOf(derived.name)]!;
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
