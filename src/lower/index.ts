/** Lowering: kernels of expressions to straight-line code. */
import { operationCounts } from "../expr/count.js";
import type { Expr } from "../expr/index.js";
import { chunk } from "./chunk.js";
import { collectCoefficients } from "./coefficients.js";
import { countOperations, weigh } from "./cost.js";
import { factorSums } from "./factor.js";
import { flatten } from "./flatten.js";
import { fromExpr } from "./from-expr.js";
import { hoist } from "./hoist.js";
import type { Kernel } from "./kernel.js";
import type { Code, Program } from "./program.js";
import { shareReciprocals } from "./reciprocals.js";
import { redefine } from "./rewrite.js";
import { earlyRoots, schedule, scheduleHoisted } from "./schedule.js";
import { shareProducts, shareSums } from "./share.js";
import { split } from "./split.js";
import { Graph, type Value } from "./value.js";
import { verify } from "./verify.js";

type Pass = (graph: Graph, roots: readonly Value[], early?: boolean) => readonly Value[];

const PREPARE: readonly Pass[] = [hoist, shareReciprocals];
/** Factoring and sharing get in each other's way: every order is tried and the cheapest result taken. */
const ORDERS: readonly (readonly Pass[])[] = [
  [shareProducts, shareSums],
  [factorSums, shareSums, shareProducts],
  [shareSums, factorSums, shareProducts],
  [shareProducts, factorSums, shareSums, shareProducts],
];
const FINISH: readonly Pass[] = [flatten, collectCoefficients, hoist, chunk];
/** For the values of data alone, all kernels together. */
const CREATION: readonly Pass[] = [shareProducts, shareSums, flatten];

export function lower(kernels: readonly Kernel[]): Code {
  const graph = new Graph();
  const translate = fromExpr(graph);
  const optimised = kernels.map((kernel) => optimise(graph, valuesOf(kernel).map(translate)));
  const early = earlyRoots(optimised.flat());
  const shared = run(graph, CREATION, early, true);
  const definitions = new Map(early.map((value, i) => [value, shared[i]!]));
  const results = optimised.map((roots) => redefine(graph, roots, definitions));
  const code: Code = {
    hoisted: scheduleHoisted(earlyRoots(results.flat())),
    programs: kernels.map((kernel, i) => toProgram(kernel, results[i]!)),
  };
  verify(code);
  return code;
}

const valuesOf = ({ output }: Kernel): readonly Expr[] => ("value" in output ? [output.value] : output.values);

const run = (graph: Graph, passes: readonly Pass[], roots: readonly Value[], early = false): readonly Value[] =>
  passes.reduce((values, pass) => pass(graph, values, early), roots);

function optimise(graph: Graph, roots: readonly Value[]): readonly Value[] {
  const prepared = run(graph, PREPARE, roots);
  const candidates = ORDERS.map((order) => run(graph, [...order, ...FINISH], prepared));
  const costs = candidates.map((candidate) => weigh(countOperations(candidate)));
  return candidates[costs.indexOf(Math.min(...costs))]!;
}

const toProgram = (kernel: Kernel, results: readonly Value[]): Program => ({
  kernel,
  ...split(schedule(kernel, results)),
  before: operationCounts(valuesOf(kernel)),
  after: countOperations(results),
});
