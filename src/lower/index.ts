/** Lowering: kernels of expressions to straight-line code. */
import { operationCounts } from "../expr/count.js";
import type { Expr } from "../expr/index.js";
import { countOperations, weigh } from "./cost.js";
import { fromExpr } from "./from-expr.js";
import type { Kernel } from "./kernel.js";
import type { Code, Program } from "./program.js";
import { CREATION, FINISH, ORDERS, PREPARE, type Pass } from "./passes.js";
import { redefine } from "./rewrite.js";
import { earlyRoots, schedule, scheduleHoisted } from "./schedule.js";
import { split } from "./split.js";
import { Graph, type Value } from "./value.js";
import { verify } from "./verify.js";

export function lower(kernels: readonly Kernel[]): Code {
  const graph = new Graph();
  const translate = fromExpr(graph);
  const traces = kernels.map((kernel) => optimise(graph, valuesOf(kernel).map(translate)));
  const early = earlyRoots(traces.flatMap(({ roots }) => roots));
  const { roots: shared } = run(graph, CREATION, { roots: early, steps: [] }, true);
  const definitions = new Map(early.map((value, i) => [value, shared[i]!]));
  const results = traces.map(({ roots }) => redefine(graph, roots, definitions));
  const code: Code = {
    hoisted: scheduleHoisted(earlyRoots(results.flat())),
    programs: kernels.map((kernel, i) => toProgram(kernel, results[i]!, traces[i]!)),
  };
  verify(code);
  return code;
}

const valuesOf = ({ output }: Kernel): readonly Expr[] => ("value" in output ? [output.value] : output.values);

/** Results, and what they were after each pass. */
interface Trace {
  readonly roots: readonly Value[];
  readonly steps: readonly { readonly pass: string; readonly roots: readonly Value[] }[];
}

const run = (graph: Graph, passes: readonly Pass[], start: Trace, early = false): Trace =>
  passes.reduce(({ roots: before, steps }, { name, rewrite }) => {
    const roots = rewrite(graph, before, early);
    return { roots, steps: [...steps, { pass: name, roots }] };
  }, start);

/** Value numbering makes products of powers too: x³ is two, until products are shared. */
function optimise(graph: Graph, roots: readonly Value[]): Trace {
  const prepared = run(graph, PREPARE, { roots, steps: [{ pass: "value numbering", roots }] });
  const candidates = ORDERS.map((order) => run(graph, [...order, ...FINISH], prepared));
  const costs = candidates.map((candidate) => weigh(countOperations(candidate.roots)));
  return candidates[costs.indexOf(Math.min(...costs))]!;
}

function toProgram(kernel: Kernel, results: readonly Value[], { steps }: Trace): Program {
  const before = operationCounts(valuesOf(kernel));
  const after = countOperations(results);
  const counts = [
    ...steps.map(({ pass, roots }) => ({ pass, after: countOperations(roots) })),
    { pass: "sharing at creation", after },
  ];
  return {
    kernel,
    ...split(schedule(kernel, results)),
    before,
    after,
    passes: counts.map((count, i) => ({ ...count, before: counts[i - 1]?.after ?? before })),
  };
}
