import { checkInteger, checkLength, checkPositive } from "./check.js";
import { DormandPrince, stepFactor } from "./dormand-prince.js";
import type { SlowSystem } from "./limits/index.js";
import { norm } from "./linear-algebra/index.js";
import type { Model } from "./model.js";
import { integrate } from "./quadrature.js";
import { retraction } from "./retraction.js";

export interface ChartOptions {
  /** How far to follow Γ, each way; a closed curve is noticed when it closes within this length. Default 10. */
  readonly length?: number;
  /** Error of a step relative to 1 + |x|, default 1e-12; errors of the arc length are of that size times the steps. */
  readonly tolerance?: number;
}

/** Γ of dimension 1, by its arc length l from a start at l = 0. */
export interface Chart {
  readonly closed: boolean;
  /** The arc lengths covered; for a closed curve from 0 to its circumference. */
  readonly from: number;
  readonly to: number;
  /** x(l), a new vector; l is taken modulo the circumference of a closed curve. RangeError beyond the ends. */
  at(l: number): Float64Array;
  /** The unit tangent dx/dl. */
  tangent(l: number): Float64Array;
  /** A limiting dynamics as the scalar SDE of l. */
  motion(system: Pick<SlowSystem, "coefficients">): ArcMotion;
}

/**
 * dl = a(l) dt + b(l) dW: the whole limit, since Γ has one dimension. The compensation term is normal to Γ, so that
 * a = dx/dl · drift and b² = dx/dl · (diffusion dx/dl), with no further Itô term.
 */
export interface ArcMotion {
  a(l: number): number;
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

interface Node {
  readonly l: number;
  readonly x: Float64Array;
  /** dx/dl */
  readonly u: Float64Array;
}

type CurveModel = Pick<Model, "dimension" | "rank" | "tangentProject" | "retractStep">;

const MAX_NODES = 100_000;
/** b below this counts as 0. */
const NO_NOISE = 1e-10;
const LEAST_CIRCULATION = 1e-6;

/**
 * Follows Γ from the point that `x0` retracts to: unit tangents by Dormand–Prince, back to Γ after each step.
 *
 * @throws RangeError when Γ has not dimension 1; SimulationError where Γ cannot be followed
 */
export function chart(
  model: CurveModel,
  x0: ArrayLike<number>,
  { length = 10, tolerance = 1e-12 }: ChartOptions = {},
): Chart {
  const D = model.dimension;
  checkLength("x0", x0, D);
  checkPositive("length", length);
  checkPositive("tolerance", tolerance);
  checkInteger("the dimension of Γ", D - model.rank, 1, 2);
  const curve = new Curve(model, tolerance);
  const start = curve.start(Float64Array.from(x0));
  const ahead = curve.follow(start, length);
  if (ahead.closes !== undefined) return new TracedChart(curve, ahead.nodes, ahead.closes, true);
  const behind = curve.follow({ ...start, u: start.u.map((value) => -value) }, length);
  const reversed = behind.nodes
    .slice(1)
    .map(({ l, x, u }) => ({ l: -l, x, u: u.map((value) => -value) }))
    .reverse();
  return new TracedChart(curve, [...reversed, ...ahead.nodes], length, false);
}

class Curve {
  readonly #model: CurveModel;
  readonly #tolerance: number;
  readonly #retract: (x: Float64Array) => number;

  constructor(model: CurveModel, tolerance: number) {
    this.#model = model;
    this.#tolerance = tolerance;
    this.#retract = retraction(model);
  }

  start(x: Float64Array): Node {
    this.#retract(x);
    const D = this.#model.dimension;
    const columns = Array.from({ length: D }, (_, a) => {
      const axis = new Float64Array(D);
      axis[a] = 1;
      const column = new Float64Array(D);
      this.#model.tangentProject(x, axis, column);
      return column;
    });
    const longest = columns.reduce((best, column) => (norm(column) > norm(best) ? column : best));
    return { l: 0, x, u: longest.map((value) => value / norm(longest)) };
  }

  /** The unit tangent at x that points along u. */
  tangent(x: Float64Array, u: Float64Array): Float64Array {
    const out = new Float64Array(u.length);
    this.#model.tangentProject(x, u, out);
    const size = norm(out);
    return out.map((value) => value / size);
  }

  /** The node one step of length h (of either sign) after a node, with the error of the step. */
  step({ l, x, u }: Node, h: number): { readonly node: Node; readonly error: number } {
    const solver = new DormandPrince((at, out) => {
      out.set(this.tangent(at, u));
    }, x.length);
    solver.slopes[0]!.set(this.tangent(x, u));
    const next = new Float64Array(x.length);
    const error = solver.attempt(x, h, this.#tolerance, this.#tolerance, next);
    if (Number.isFinite(error)) this.#retract(next);
    return { node: { l: l + h, x: next, u: this.tangent(next, u) }, error };
  }

  follow(start: Node, length: number): { readonly nodes: Node[]; readonly closes?: number } {
    const nodes = [start];
    let h = length / 1000;
    while (nodes.length < MAX_NODES) {
      const here = nodes.at(-1)!;
      const left = length - here.l;
      if (left <= 1e-12 * length) break;
      const { node, error } = this.step(here, Math.min(h, left));
      if (error <= 1) {
        const closes = this.#closes(start, here, node);
        if (closes !== undefined) return { nodes, closes };
        nodes.push(node);
      }
      h = Math.min(h * stepFactor(error), length / 16);
    }
    return { nodes };
  }

  /** The circumference, if the curve passes its start between two nodes in the direction in which it left. */
  #closes(start: Node, before: Node, after: Node): number | undefined {
    const height = ({ x }: Node): number =>
      dot(
        x.map((value, a) => value - start.x[a]!),
        start.u,
      );
    if (!(height(before) < 0 && height(after) >= 0)) return undefined;
    let delta = -height(before);
    if (delta > 2 * (after.l - before.l)) return undefined;
    let node = before;
    for (let iteration = 0; iteration < 20; iteration++) {
      ({ node } = this.step(before, delta));
      const correction = height(node) / dot(node.u, start.u);
      delta -= correction;
      if (!(Math.abs(correction) > 1e-14 * (1 + delta))) break;
    }
    const miss = norm(node.x.map((value, a) => value - start.x[a]!));
    return miss <= 1e-7 * (1 + norm(start.x)) ? before.l + delta : undefined;
  }
}

class TracedChart implements Chart {
  readonly from: number;
  readonly #curve: Curve;
  readonly #nodes: readonly Node[];
  readonly #lengths: readonly number[];

  constructor(
    curve: Curve,
    nodes: readonly Node[],
    readonly to: number,
    readonly closed: boolean,
  ) {
    this.#curve = curve;
    this.#nodes = nodes;
    this.#lengths = nodes.map(({ l }) => l);
    this.from = this.#lengths[0]!;
  }

  at(l: number): Float64Array {
    return this.#node(l).x;
  }

  tangent(l: number): Float64Array {
    return this.#node(l).u;
  }

  motion(system: Pick<SlowSystem, "coefficients">): ArcMotion {
    const coefficients = (l: number): { a: number; variance: number } => {
      const { x, u } = this.#node(l);
      const { drift, diffusion } = system.coefficients(x);
      return { a: dot(u, drift), variance: diffusion === undefined ? 0 : Math.max(0, quadratic(diffusion, u)) };
    };
    const variances = this.#nodes.map(({ l }) => coefficients(l).variance);
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
    const work = this.#primitive(force);
    const circulation = this.closed ? work(this.to) : 0;
    const size = this.closed ? integrate((l) => Math.abs(force(l)), this.from, this.to, 1e-4) : 0;
    if (Math.abs(circulation) > LEAST_CIRCULATION * size) {
      const signs = deterministic && this.#nodes.every(({ l }) => motion.a(l) * circulation > 0);
      const period = signs ? Math.abs(integrate((l) => 1 / motion.a(l), this.from, this.to)) : undefined;
      return { ...motion, circulation, ...(period !== undefined && { period }) };
    }
    if (deterministic) return { ...motion, circulation, potential: (l) => -work(this.#inside(l)) };
    const atZero = coefficients(0).variance;
    const potential = (l: number): number => Math.log(coefficients(l).variance / atZero) - work(this.#inside(l));
    const mass = this.#primitive((l) => Math.exp(-potential(l)), 1e-9);
    const total = mass(this.to) - mass(this.from);
    return { ...motion, circulation, potential, density: (l) => Math.exp(-potential(l)) / total };
  }

  /** l ↦ ∫_0^l f, with the integrals between nodes kept. */
  #primitive(f: (l: number) => number, tolerance?: number): (l: number) => number {
    const ends = [...this.#lengths, ...(this.#lengths.at(-1)! < this.to ? [this.to] : [])];
    const sums = [0];
    for (let k = 1; k < ends.length; k++) sums.push(sums[k - 1]! + integrate(f, ends[k - 1]!, ends[k]!, tolerance));
    const total = (l: number): number => {
      const k = below(ends, l);
      return sums[k]! + (l === ends[k] ? 0 : integrate(f, ends[k]!, l, tolerance));
    };
    const atZero = total(0);
    return (l) => total(l) - atZero;
  }

  #inside(l: number): number {
    if (this.closed) return l - this.to * Math.floor(l / this.to);
    if (l >= this.from && l <= this.to) return l;
    throw new RangeError(`Γ was followed from ${this.from} to ${this.to}, not to ${l}`);
  }

  #node(at: number): Node {
    // The end of a closed curve is its start; quadratures come close to it from below only.
    const l = this.closed && at === this.to ? at : this.#inside(at);
    const node = this.#nodes[below(this.#lengths, l)]!;
    return l === node.l ? { ...node, x: node.x.slice(), u: node.u.slice() } : this.#curve.step(node, l - node.l).node;
  }
}

/** The last of the increasing values that is not above l, or the first. */
function below(values: readonly number[], l: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= l) low = middle;
    else high = middle;
  }
  return low;
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < u.length; a++) sum += u[a]! * v[a]!;
  return sum;
}

/** uᵀAu */
function quadratic(A: Float64Array, u: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) for (let j = 0; j < u.length; j++) sum += u[i]! * A[i * u.length + j]! * u[j]!;
  return sum;
}
