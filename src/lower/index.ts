/** Lowering: kernels of expressions to straight-line code. */
import { operationCounts } from "../expr/count.js";
import type { Element, Expr } from "../expr/index.js";
import { countOperations, total, weigh } from "./cost.js";
import { fromExpr } from "./from-expr.js";
import type { ByGradients, Kernel } from "./kernel.js";
import type { Code, Program } from "./program.js";
import { CREATION, FINISH, ORDERS, PREPARE, type Pass } from "./passes.js";
import { reverse } from "./reverse.js";
import { redefine } from "./rewrite.js";
import { earlyRoots, schedule, scheduleHoisted } from "./schedule.js";
import { split } from "./split.js";
import { Graph, type Value } from "./value.js";
import { verify } from "./verify.js";

export function lower(kernels: readonly Kernel[]): Code {
  const graph = new Graph();
  const translate = fromExpr(graph);
  const traces = kernels.map((kernel) => cheapest(graph, kernel, translate));
  const early = earlyRoots(traces.flatMap(({ roots }) => roots));
  const { roots: shared } = run(({ rewrite }, values) => rewrite(graph, values, true), CREATION, {
    roots: early,
    steps: [],
  });
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

type Rewrite = (pass: Pass, roots: readonly Value[]) => readonly Value[];

const run = (rewrite: Rewrite, passes: readonly Pass[], start: Trace): Trace =>
  passes.reduce(({ roots: before, steps }, pass) => {
    const roots = rewrite(pass, before);
    return { roots, steps: [...steps, { pass: pass.name, roots }] };
  }, start);

/** Orders of passes that begin alike, or come to the same, go on from there together. */
function once(graph: Graph): Rewrite {
  const known = new Map<string, readonly Value[]>();
  return ({ name, rewrite }, roots) => {
    const key = `${name} ${roots.map(({ id }) => id).join(" ")}`;
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = rewrite(graph, roots)));
    return made;
  };
}

/** Written formulas of more operations than this are not lowered to be compared, where there is another way. */
const LONG = 4000;

/** The kernel as it is written, or by way of gradients. */
function cheapest(graph: Graph, kernel: Kernel, translate: (e: Expr) => Value): Trace {
  const { byGradients, inputs } = kernel;
  const values = valuesOf(kernel);
  const written = (): Trace => optimise(graph, values.map(translate));
  if (byGradients === undefined) return written();
  const first = total(operationCounts(values)) > LONG ? [] : [written()];
  return byCost([...first, inReverse(graph, byGradients, inputs[0]!.elements, translate)]);
}

function inReverse(
  graph: Graph,
  { steps, values }: ByGradients,
  by: readonly Element[],
  translate: (e: Expr) => Value,
): Trace {
  const known = new Map<Value, Value>();
  const numbers: Value[] = [];
  for (const step of steps) {
    let made: readonly Value[];
    if ("of" in step) {
      const number = translate(step.of);
      numbers.push(...redefine(graph, [number], known));
      made = reverse(graph, optimise(graph, [number]).roots[0]!, by);
    } else made = step.values.map(translate);
    redefine(graph, made, known).forEach((value, k) => known.set(graph.leaf(step.elements[k]!), value));
  }
  const roots = redefine(graph, values.map(translate), known);
  return optimise(graph, roots, [
    { pass: "value numbering", roots: numbers },
    { pass: "reverse accumulation", roots },
  ]);
}

/** The first of the cheapest. */
const byCost = (traces: readonly Trace[]): Trace => {
  const costs = traces.map(({ roots }) => weigh(countOperations(roots)));
  return traces[costs.indexOf(Math.min(...costs))]!;
};

/** Value numbering makes products of powers too: x³ is two, until products are shared. */
function optimise(
  graph: Graph,
  roots: readonly Value[],
  steps: Trace["steps"] = [{ pass: "value numbering", roots }],
): Trace {
  const rewrite = once(graph);
  const prepared = run(rewrite, PREPARE, { roots, steps });
  return byCost(ORDERS.map((order) => run(rewrite, [...order, ...FINISH], prepared)));
}

function toProgram(kernel: Kernel, results: readonly Value[], { steps }: Trace): Program {
  const before = operationCounts(valuesOf(kernel));
  const after = countOperations(results);
  return {
    kernel,
    ...split(schedule(kernel, results)),
    before,
    after,
    passes: () => {
      const counts = [
        ...steps.map(({ pass, roots }) => ({ pass, after: countOperations(roots) })),
        { pass: "sharing at creation", after },
      ];
      return counts.map((count, i) => ({ ...count, before: counts[i - 1]?.after ?? before }));
    },
  };
}
