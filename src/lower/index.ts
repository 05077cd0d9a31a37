/** Lowering: kernels of expressions to straight-line code. */
import { operationCounts } from "../expr/count.js";
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
import { type Results, rootsOf, schedule, scheduleHoisted } from "./schedule.js";
import { shareProducts, shareSums } from "./share.js";
import { split } from "./split.js";
import { Graph, type Value } from "./value.js";
import { verify } from "./verify.js";

type Pass = (graph: Graph, roots: readonly Value[]) => readonly Value[];

const PREPARE: readonly Pass[] = [hoist, shareReciprocals];
/** Factoring and sharing get in each other's way: every order is tried and the cheapest result taken. */
const ORDERS: readonly (readonly Pass[])[] = [
  [shareProducts, shareSums],
  [factorSums, shareSums, shareProducts],
  [shareSums, factorSums, shareProducts],
  [shareProducts, factorSums, shareSums, shareProducts],
];
const FINISH: readonly Pass[] = [flatten, collectCoefficients, hoist, chunk];

export function lower(kernels: readonly Kernel[]): Code {
  const graph = new Graph();
  const translate = fromExpr(graph);
  const lowered = kernels.map((kernel) => ({ kernel, results: lowerKernel(graph, kernel, translate) }));
  const code: Code = {
    hoisted: scheduleHoisted(lowered.flatMap(({ results }) => rootsOf(results))),
    programs: lowered.map(({ kernel, results }) => toProgram(kernel, results)),
  };
  verify(code);
  return code;
}

function lowerKernel(graph: Graph, { output }: Kernel, translate: ReturnType<typeof fromExpr>): Results {
  if ("value" in output) return { value: optimise(graph, [translate(output.value)])[0]! };
  return { stores: optimise(graph, output.values.map(translate)).map((value, position) => [position, value] as const) };
}

function optimise(graph: Graph, roots: readonly Value[]): readonly Value[] {
  const run = (passes: readonly Pass[], from: readonly Value[]): readonly Value[] =>
    passes.reduce((values, pass) => pass(graph, values), from);
  const prepared = run(PREPARE, roots);
  const candidates = ORDERS.map((order) => run([...order, ...FINISH], prepared));
  const costs = candidates.map((candidate) => weigh(countOperations(candidate)));
  return candidates[costs.indexOf(Math.min(...costs))]!;
}

function toProgram(kernel: Kernel, results: Results): Program {
  const values = "value" in kernel.output ? [kernel.output.value] : kernel.output.values;
  return {
    kernel,
    ...split(schedule(results, kernel)),
    before: operationCounts(values),
    after: countOperations(rootsOf(results)),
  };
}
