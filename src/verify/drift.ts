/**
 * Each drift against two oracles at points of Gamma: the eigenvector route on the checked Hessian and third derivatives,
 * term by term; and 1/2 d²Phi[Sigma] from second differences of the numerical gradient flow, which knows no formula.
 */
import {
  type Model,
  type NoiseModel,
  SimulationError,
  type SpectralCoefficients,
  gradientFlow,
  spectralCoefficients,
} from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";
import { type Estimate, axis, secondDirectionalDerivative } from "./differences.js";
import { eigenvectorError } from "./eigenvector-error.js";
import type { EmittedNoise } from "./emitted.js";

/** sigma(x) as columns, one per channel. */
function noiseColumns(noise: Pick<NoiseModel, "channels" | "apply">, x: Float64Array): Float64Array[] {
  return Array.from({ length: noise.channels }, (_, k) => {
    const column = new Float64Array(x.length);
    noise.apply(x, axis(noise.channels, k), column);
    return column;
  });
}

/** sigma sigma^T, row-major. */
function covariance(columns: readonly Float64Array[], D: number): Float64Array {
  const Sigma = new Float64Array(D * D);
  for (const column of columns)
    for (let i = 0; i < D; i++) for (let j = 0; j < D; j++) Sigma[i * D + j]! += column[i]! * column[j]!;
  return Sigma;
}

/** How far from x the flow starts; the last where Γ bends sharply, and then with fewer digits. */
const FLOW_STEPS = [0.06, 0.03, 0.015, 0.0075, 0.003, 0.001] as const;
/** A flow that takes more steps is too stiff to be an oracle in reasonable time. */
const MAX_FLOW_STEPS = 20_000;

/** 1/2 sum_k d²/dt² Phi(x + t sigma_k) at t = 0. */
function driftOfFlow(model: Model, x: Float64Array, columns: readonly Float64Array[]): Estimate {
  const total = new Float64Array(x.length);
  let doubt = 0;
  const flow = {
    dimension: model.dimension,
    gradient: (at: Float64Array, out: Float64Array): void => {
      model.gradient(at, out);
    },
  };
  const Phi = (at: Float64Array): Float64Array =>
    gradientFlow(flow, at, { rtol: 1e-13, atol: 1e-14, maxSteps: MAX_FLOW_STEPS }).x;
  for (const column of columns) {
    const length = Math.hypot(...column);
    if (length === 0) continue;
    const second = secondDirectionalDerivative(
      Phi,
      x,
      column,
      FLOW_STEPS.map((h) => h / length),
    );
    for (let a = 0; a < total.length; a++) total[a]! += second.value[a]! / 2;
    doubt += second.doubt / 2;
  }
  return { value: total, doubt };
}

/** Undefined where the flow is too stiff or leaves the basin: no oracle there. */
function flowOracle(...args: Parameters<typeof driftOfFlow>): Estimate | undefined {
  try {
    return driftOfFlow(...args);
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}

/** Undefined where λ₁/λ_M is beyond what doubles hold. */
function eigenvectorOracle(model: Model, x: Float64Array, Sigma: Float64Array): SpectralCoefficients | undefined {
  try {
    return spectralCoefficients(model, x, model.rank, Sigma);
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}

/** σ(x)ξ, and of the other kernels those to be checked. */
type Checked = Pick<NoiseModel, "apply"> & EmittedNoise;

/** The drift by either kernel that has it. */
function driftBy({ drift, driftTerms }: Checked, x: Float64Array): Float64Array | undefined {
  const total = new Float64Array(x.length);
  if (drift) drift(x, total);
  else if (driftTerms) {
    const terms = new Float64Array(3 * x.length);
    driftTerms(x, terms);
    terms.forEach((value, i) => (total[i % x.length]! += value));
  } else return undefined;
  return total;
}

/** σ(x)ξ alone, where no drift depends on it: against what it was derived as. */
export function checkNoise(derived: NoiseModel, noise: NoiseModel, points: readonly Float64Array[]): Check {
  const formula = new Comparison(`${noise.name} noise against its formula`, 1e-9);
  for (const x of points) {
    const expected = noiseColumns(derived, x);
    noiseColumns(noise, x).forEach((column, k) => {
      formula.compare(x, column, expected[k]!);
    });
  }
  return formula.result;
}

export function checkDrift(
  model: Model,
  noise: Checked,
  points: readonly Float64Array[],
  flowPoints: readonly Float64Array[],
): Check[] {
  const D = model.dimension;
  const spectral = new Comparison(`${noise.name} drift terms against the eigenvector route`, 1e-7);
  const flow = new Comparison(`${noise.name} drift against ½∂²Φ[Σ] of the numerical gradient flow`, 1e-4);
  const tangent = new Comparison(`${noise.name} diffusion against P σ`, 1e-7);
  for (const x of points) {
    const columns = noiseColumns(noise, x);
    const total = driftBy(noise, x);
    const Sigma = covariance(columns, D);
    const reference = total && eigenvectorOracle(model, x, Sigma);
    if (reference) {
      const doubt = eigenvectorError(model, x, (_, out) => {
        out.set(Sigma);
      });
      const expected = [...reference.compensation, ...reference.mixed, ...reference.normal];
      const terms = new Float64Array(3 * D);
      noise.driftTerms?.(x, terms);
      if (noise.driftTerms) spectral.compare(x, terms, expected, largest(expected), doubt);
      spectral.compare(x, total, reference.total, largest(expected), doubt);
    }
    const { diffuse } = noise;
    if (!diffuse) continue;
    columns.forEach((column, k) => {
      const [found, projected] = [new Float64Array(D), new Float64Array(D)];
      diffuse(x, axis(noise.channels, k), found);
      model.tangentProject(x, column, projected);
      tangent.compare(x, found, projected, largest(column));
    });
  }
  for (const x of flowPoints) {
    const total = driftBy(noise, x);
    const expected = total && flowOracle(model, x, noiseColumns(noise, x));
    if (expected) flow.compare(x, total, expected.value, largest(expected.value, 1e-2), expected.doubt);
  }
  return [spectral, tangent, flow].map(({ result }) => result);
}
