import type { SlowSystem } from "../limits/index.js";
import { integrate } from "../quadrature.js";
import { dot } from "../linear-algebra/index.js";
import type { TracedCurve } from "./traced-curve.js";

/**
 * dl = a(l) dt + b(l) dW: the whole limit, since Γ has one dimension. The compensation term is normal to Γ, so that
 * a = dx/dl · drift and b² = dx/dl · (diffusion dx/dl), with no further Itô term.
 */
export interface ArcMotion {
  /** The drift, in arc length per slow time. */
  a(l: number): number;
  /** The size of the noise: arc length per square root of slow time. */
  b(l: number): number;
  /** b = 0 everywhere: l' = a(l). */
  readonly deterministic: boolean;
  /** ∮ 2a/b² dl of a closed curve, ∮ a dl for a deterministic motion; 0 for a curve with ends. */
  readonly circulation: number;
  /**
   * V(l), V(0) = 0: −∫a for a deterministic motion, which descends it; otherwise ln b² − ∫2a/b², so that e^{−V} dl is
   * reversible. Absent where the circulation is not 0 (the motion goes round) or b vanishes at some points only.
   */
  readonly potential?: (l: number) => number;
  /**
   * The density of the reversible stationary law in l: e^{−V}, normalized over the curve, or over the piece that was
   * followed: then it is that of the motion reflected at its ends. Absent for a deterministic motion.
   */
  readonly density?: (l: number) => number;
  /** The time of one turn of a deterministic motion round a closed curve, if it goes round. */
  readonly period?: number;
}

/** b below this counts as 0. */
const NO_NOISE = 1e-10;
const LEAST_CIRCULATION = 1e-6;

export function arcMotion(curve: TracedCurve, system: Pick<SlowSystem, "coefficients">): ArcMotion {
  const coefficients = (l: number): { a: number; variance: number } => {
    const { x, u } = curve.at(l);
    const { drift, diffusion } = system.coefficients(x);
    return { a: dot(u, drift), variance: diffusion === undefined ? 0 : Math.max(0, quadratic(diffusion, u)) };
  };
  const variances = curve.lengths.map((l) => coefficients(l).variance);
  const least = Math.min(...variances);
  const largest = Math.max(...variances);
  const deterministic = largest <= NO_NOISE ** 2;
  const motion = {
    a: (l: number): number => coefficients(l).a,
    b: (l: number): number => Math.sqrt(coefficients(l).variance),
    deterministic,
  };
  if (!deterministic && least <= 1e-12 * largest) return { ...motion, circulation: NaN };
  const force = (l: number): number => {
    const { a, variance } = coefficients(l);
    return deterministic ? a : (2 * a) / variance;
  };
  const work = curve.primitive(force);
  const circulation = curve.closed ? work(curve.to) : 0;
  const size = curve.closed ? integrate((l) => Math.abs(force(l)), curve.from, curve.to, 1e-4) : 0;
  if (Math.abs(circulation) > LEAST_CIRCULATION * size) {
    const signs = deterministic && curve.lengths.every((l) => motion.a(l) * circulation > 0);
    const period = signs ? Math.abs(integrate((l) => 1 / motion.a(l), curve.from, curve.to)) : undefined;
    return { ...motion, circulation, ...(period !== undefined && { period }) };
  }
  if (deterministic) return { ...motion, circulation, potential: (l) => -work(curve.inside(l)) };
  const atZero = coefficients(0).variance;
  const potential = (l: number): number => Math.log(coefficients(l).variance / atZero) - work(curve.inside(l));
  const mass = curve.primitive((l) => Math.exp(-potential(l)), 1e-9);
  const total = mass(curve.to) - mass(curve.from);
  return { ...motion, circulation, potential, density: (l) => Math.exp(-potential(l)) / total };
}

/** uᵀAu */
function quadratic(A: Float64Array, u: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) for (let j = 0; j < u.length; j++) sum += u[i]! * A[i * u.length + j]! * u[j]!;
  return sum;
}
