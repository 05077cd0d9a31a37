/** What `--stats` prints: the passes of lowering with the operations before and after each, of all kernels and of each. */
import { type Expr, type OperationCounts, evaluator, print } from "../expr/index.js";
import { UNWANTED } from "../lower/passes.js";
import type { Emitted } from "../pipeline/index.js";

/** Operations of one kernel; for loop kernels at the example's sizes. */
interface KernelCounts {
  readonly name: string;
  readonly total: string;
  readonly passes: readonly PassTotal[];
}
interface PassTotal {
  readonly pass: string;
  readonly before: number;
  readonly after: number;
}

export const operationTotal = ({ additions, multiplications, divisions, calls }: OperationCounts): number =>
  additions + multiplications + divisions + calls;

function countsOf({ stats, loops }: Emitted, sizes: Readonly<Record<string, number>>): readonly KernelCounts[] {
  if (!loops)
    return stats.map(({ name, before, after, passes, functions }) => ({
      name,
      total:
        `${String(operationTotal(before))} → ${String(operationTotal(after))} operations` +
        (functions > 1 ? ` in ${String(functions)} functions` : ""),
      passes: passes().map((one) => ({
        pass: one.pass,
        before: operationTotal(one.before),
        after: operationTotal(one.after),
      })),
    }));
  // A batch has the one size that no example gives: its rows.
  const evaluate = evaluator({ element: () => NaN, size: (name) => sizes[name] ?? 1 });
  // A tile of four rows does a quarter of its work for each.
  const value = (count: Expr): number => Math.round(evaluate(count));
  return loops.map(({ name, count, passes }) => ({
    name,
    total: `${print(count)} operations`,
    passes: passes().map(({ pass, before, after }) => ({ pass, before: value(before), after: value(after) })),
  }));
}

/** Labels and texts: one row for each pass, one for each kernel with the passes that change it. */
export function statistics(
  emitted: Emitted,
  sizes: Readonly<Record<string, number>>,
): readonly (readonly [label: string, text: string])[] {
  const kernels = countsOf(emitted, sizes);
  const at = Object.entries(sizes).map(([name, size]) => `${name} = ${String(size)}`);
  return [
    ["passes", `operations before → after, all kernels${emitted.loops ? ` at ${at.join(", ")}, batches of 1` : ""}`],
    ...unwantedRow(emitted, kernels),
    ...totals(kernels).map(({ pass, before, after }) => [`  ${pass}`, `${String(before)} → ${String(after)}`] as const),
    ["kernels", "operations a call, and after each pass that changes them"],
    ...kernels.map(({ name, total, passes }) => [`  ${name}`, [total, ...changes(passes)].join(", ")] as const),
  ];
}

/** What a module of a few members is spared, where it is one. */
function unwantedRow({ unwanted }: Emitted, kernels: readonly KernelCounts[]): readonly (readonly [string, string])[] {
  const left = unwanted();
  const kept = kernels.reduce((sum, { passes }) => sum + (passes[0]?.before ?? 0), 0);
  const before = left.reduce((sum, one) => sum + operationTotal(one.before), kept);
  return left.length === 0 ? [] : [[`  ${UNWANTED}`, `${String(before)} → ${String(kept)}`]];
}

const changes = (passes: readonly PassTotal[]): readonly string[] =>
  passes.filter(({ before, after }) => before !== after).map(({ pass, after }) => `${pass} ${String(after)}`);

/** Over all kernels, in the order of the longest list of passes; a pass that runs twice counts as one. */
function totals(kernels: readonly KernelCounts[]): readonly PassTotal[] {
  const saved = new Map<string, number>();
  for (const { passes } of kernels.toSorted((a, b) => b.passes.length - a.passes.length))
    for (const { pass, before, after } of passes) saved.set(pass, (saved.get(pass) ?? 0) + before - after);
  let before = kernels.reduce((sum, { passes }) => sum + (passes[0]?.before ?? 0), 0);
  return [...saved].map(([pass, less]) => {
    const row = { pass, before, after: before - less };
    before = row.after;
    return row;
  });
}
