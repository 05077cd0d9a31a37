/** Finds Gamma: minimizers from several starts, their common rank, and the route to closed forms that holds there. */
import { DiagnosticError, type Key, type ValuesOf, diagnostic } from "../diagnostics/index.js";
import { checkDeclared } from "./declared.js";
import { gradientFactor } from "./gradient-factor.js";
import { sumOfLinks } from "./links.js";
import { type LocateFailure, type Minimizer, Residuals, extent, locate, norm } from "./locate/index.js";
import { type Manifold, declaredManifold, leastSquaresManifold, pivotManifold } from "./manifold.js";
import type { NumericProblem } from "./numeric.js";
import { commonPivotRows } from "./pivots.js";
import { type WeightedResidual, sumOfSquares } from "./recognise.js";
import { residualOfSquare } from "./residuals.js";

export interface Located {
  readonly manifold: Manifold;
  /** Points of Gamma that were found, all of the same rank and loss. */
  readonly minimizers: readonly Minimizer[];
}

const refuse = <K extends Key>(key: K, ...values: ValuesOf<K>): DiagnosticError =>
  new DiagnosticError([diagnostic(key, undefined, ...values)]);

/** The minimizers of the rank that is met first (the example's) or, without an example, most often. */
function agreeing(found: readonly Minimizer[], preferFirst: boolean): Minimizer[] {
  const votes = new Map<number, number>();
  for (const { rank } of found) votes.set(rank, (votes.get(rank) ?? 0) + 1);
  const [winner] = [...votes].sort((a, b) => b[1] - a[1])[0]!;
  const rank = preferFirst ? found[0]!.rank : winner;
  const sameRank = found.filter((minimizer) => minimizer.rank === rank);
  const level = preferFirst ? sameRank[0]!.loss : Math.min(...sameRank.map(({ loss }) => loss));
  const sameLevel = sameRank.filter(({ loss }) => Math.abs(loss - level) <= 1e-9 * Math.max(1, Math.abs(level)));
  // What is derived holds on all of Gamma; it is looked at near the example, or where Gamma is mildest.
  const distance = ({ x }: Minimizer): number => Math.hypot(...x.map((value, a) => value - found[0]!.x[a]!));
  return sameLevel.sort(preferFirst ? (a, b) => distance(a) - distance(b) : (a, b) => stiffness(a) - stiffness(b));
}

/** lambda_1 / lambda_M. */
const stiffness = ({ eigenvalues, rank }: Minimizer): number => eigenvalues[0]! / eigenvalues[rank - 1]!;

/** Whether L is the sum of these squares with all of them zero, independent and positively weighted at the points. */
function squaresHold(
  problem: NumericProblem,
  squares: readonly WeightedResidual[],
  points: readonly Minimizer[],
): boolean {
  const numbers = new Residuals(problem, squares.map(residualOfSquare));
  return points.every(({ x, rank }): boolean => {
    const equations = squares.length === rank ? numbers.at(x) : undefined;
    if (equations === undefined) return false;
    return equations.every(({ value, slope }) => Math.abs(value) <= ON_GAMMA * norm(slope) * extent(x));
  });
}

/** How far from its zero set a residual may be at a point of Gamma, relative to the size of x. */
const ON_GAMMA = 1e-9;

function declared(problem: NumericProblem, minimizers: readonly Minimizer[]): Manifold {
  const equations = problem.problem.model.manifold!;
  for (const minimizer of minimizers) checkDeclared(problem, equations, minimizer);
  return declaredManifold(problem.problem, equations);
}

function route(problem: NumericProblem, minimizers: readonly Minimizer[]): Manifold {
  if (problem.problem.model.manifold) return declared(problem, minimizers);
  const { loss } = problem.problem.model;
  const squares = sumOfSquares(loss);
  if (squares && squaresHold(problem, squares, minimizers)) return leastSquaresManifold(problem.problem, squares);
  const value = problem.at(minimizers[0]!.x);
  const links = sumOfLinks(loss, (e) => Math.abs(value(e)) < 1e-7);
  if (links && squaresHold(problem, links, minimizers)) return leastSquaresManifold(problem.problem, links, "links");
  const factor = minimizers[0]!.rank === 1 ? gradientFactor(problem, minimizers) : undefined;
  if (factor) return declaredManifold(problem.problem, [factor], "gradient factor");
  const hessians = minimizers.map(({ x }) => problem.hessian(x));
  return pivotManifold(problem.problem, commonPivotRows(hessians, problem.dimension, minimizers[0]!.rank));
}

/** So many starts are tried, and more only until so many minimizers are found. */
const STARTS = 7;
const FEW = 3;

/**
 * @param starts starting points, the example's first when there is one; those after the first seven are reserves
 * @throws DiagnosticError GS330 no minimizers of clear rank, GS331 isolated ones, GS332/GS333 wrong `manifold`
 */
export function findManifold(problem: NumericProblem, starts: Iterable<Float64Array>, hasExample: boolean): Located {
  const found: Minimizer[] = [];
  const failures = new Map<LocateFailure, number>();
  let exampleFound = false;
  let tried = 0;
  for (const start of starts) {
    if (tried >= STARTS && found.length >= FEW) break;
    const result = locate(problem, start);
    if (typeof result === "string") failures.set(result, (failures.get(result) ?? 0) + 1);
    else {
      found.push(result);
      if (tried === 0) exampleFound = hasExample;
    }
    tried++;
  }
  if (found.length === 0) {
    const reasons = [...failures].map(([reason, times]) => `${reason} ${String(times)}×`).join(", ");
    throw refuse("noMinimizers", { starts: tried, reasons });
  }
  const minimizers = agreeing(found, exampleFound);
  const { rank } = minimizers[0]!;
  if (rank === problem.dimension) throw refuse("isolatedMinimizers", { rank });
  return { manifold: route(problem, minimizers), minimizers };
}
