/**
 * Quantities Q = Σ q_ab x_a x_b + Σ l_a x_a that gradient flow conserves: ∇Q·∇L = 0 identically in x and the data.
 * That is linear in q and l: a null vector of the functions x_a ∂_bL + x_b ∂_aL and ∂_aL. It is found by elimination on
 * their values at random points, rounded to rationals, and kept only if the identity then holds exactly.
 */
import { gradient, matrices } from "../calculus/index.js";
import { type Element, type Expr, add, evaluator, multiply, num, rationals, zero } from "../expr/index.js";
import { fillNormal } from "../runtime/index.js";
import { dot, norm } from "../runtime/linear-algebra/index.js";
import { agree } from "../simplify/index.js";
import type { Problem } from "./problem.js";

/** (D² + 3D)/2 unknowns: beyond this the elimination takes longer than it tells. */
const LARGEST_DIMENSION = 12;
/** Equations beyond the number of unknowns. */
const MARGIN = 8;
/** Relative size below which a pivot counts as 0; null vectors are verified afterwards. */
const ZERO = 1e-9;
const LARGEST_DENOMINATOR = 64;

/** Functionally independent ones, linear before quadratic. */
export function conservedQuantities(problem: Problem): Expr[] {
  const { parameters } = problem.model;
  if (parameters.length > LARGEST_DIMENSION) return [];
  const squares = parameters.flatMap((a, i) => parameters.slice(i).map((b) => multiply(a, b)));
  const monomials = [...squares, ...parameters];
  const slopes = monomials.map((m) => matrices.dot(gradient(m, parameters), problem.gradient));
  const found = nullVectors(valuesAtRandom(problem, slopes)).flatMap((vector) => {
    const coefficients = wholeNumbers(vector);
    if (!coefficients) return [];
    const combine = (es: readonly Expr[]): Expr => add(...es.map((e, i) => multiply(num(coefficients[i]!), e)));
    const isLinear = coefficients.slice(0, squares.length).every((c) => c === 0);
    return agree(combine(slopes), zero).kind === "agree" ? [{ Q: combine(monomials), isLinear }] : [];
  });
  const ordered = [...found.filter(({ isLinear }) => isLinear), ...found.filter(({ isLinear }) => !isLinear)];
  return independent(
    ordered.map(({ Q }) => Q),
    parameters,
  );
}

/** Those whose gradients at a random point do not depend on the gradients before them. */
function independent(quantities: readonly Expr[], parameters: readonly Element[]): Expr[] {
  const point = new Float64Array(parameters.length);
  fillNormal(2, 0, 0, point, point.length);
  const values = new Map<Expr, number>(parameters.map((p, a) => [p, point[a]!]));
  const value = evaluator({ element: (e) => values.get(e) ?? NaN });
  const basis: Float64Array[] = [];
  return quantities.filter((Q) => {
    const slope = Float64Array.from(gradient(Q, parameters), value);
    const size = norm(slope);
    for (const unit of basis) {
      const component = dot(slope, unit);
      slope.forEach((entry, a) => (slope[a] = entry - component * unit[a]!));
    }
    const rest = norm(slope);
    if (rest < 1e-8 * size) return false;
    basis.push(slope.map((entry) => entry / rest));
    return true;
  });
}

/** Rows of values of the functions at random points, each row scaled to largest entry 1. */
function valuesAtRandom({ model }: Problem, functions: readonly Expr[]): Float64Array[] {
  const coordinates = [...model.parameters, ...model.data];
  const rows: Float64Array[] = [];
  const wanted = functions.length + MARGIN;
  const random = new Float64Array(coordinates.length);
  for (let sample = 0; rows.length < wanted && sample < 4 * wanted; sample++) {
    fillNormal(1, sample, 0, random, random.length);
    // A loss may be defined for positive parameters only.
    const value = sample < 2 * wanted ? (z: number) => z : (z: number) => 0.3 + Math.abs(z);
    const values = new Map<Expr, number>(coordinates.map((e, i) => [e, value(random[i]!)]));
    const row = Float64Array.from(functions, evaluator({ element: (e) => values.get(e) ?? NaN }));
    const size = row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    if (size > 0 && size < Infinity && row.every(Number.isFinite)) rows.push(row.map((entry) => entry / size));
  }
  return rows.length === wanted ? rows : [];
}

/** A basis of {c: Σ_j rows_ij c_j = 0}, one vector for each column without a pivot; [] without rows. */
function nullVectors(rows: Float64Array[]): Float64Array[] {
  const width = rows[0]?.length ?? 0;
  const pivots: number[] = [];
  const free: number[] = [];
  for (let column = 0; column < width; column++) {
    const top = pivots.length;
    const size = (i: number): number => Math.abs(rows[i]![column]!);
    let best = top;
    for (let i = top; i < rows.length; i++) if (size(i) > size(best)) best = i;
    if (size(best) < ZERO) {
      free.push(column);
      continue;
    }
    [rows[top], rows[best]] = [rows[best]!, rows[top]!];
    const lead = rows[top].map((entry) => entry / rows[top]![column]!);
    rows[top] = lead;
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i !== top && factor !== 0) for (let j = 0; j < width; j++) row[j]! -= factor * lead[j]!;
    });
    pivots.push(column);
  }
  return free.map((column) => {
    const vector = new Float64Array(width);
    vector[column] = 1;
    pivots.forEach((pivot, i) => (vector[pivot] = -rows[i]![column]!));
    return vector;
  });
}

/** The vector times a number that makes it whole, coprime, with a positive first entry; undefined where none is near. */
function wholeNumbers(vector: Float64Array): number[] | undefined {
  const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6 * Math.max(1, Math.abs(value));
  const denominators = Array.from({ length: LARGEST_DENOMINATOR }, (_, i) => i + 1);
  const factor = denominators.find((d) => vector.every((value) => isWhole(d * value)));
  if (factor === undefined) return undefined;
  const whole = Array.from(vector, (value) => Math.round(factor * value));
  const divisor = whole.reduce((d, value) => rationals.gcd(d, BigInt(Math.abs(value))), 0n);
  const sign = Math.sign(whole.find((value) => value !== 0) ?? 0);
  return divisor === 0n ? undefined : whole.map((value) => (sign * value) / Number(divisor));
}
