/** What `gen-sde FILE --json` says of one loss. */
import { print } from "../expr/index.js";
import type { LoopStats } from "../emit/index.js";
import type { Outcome } from "./outcome.js";

export function outcomeToJson({ generated, file, changed, milliseconds }: Outcome): object {
  const { analysis, checks, emitted, sections } = generated;
  const { manifold, minimizers } = analysis.located;
  return {
    name: analysis.model.name,
    source: analysis.model.file ?? analysis.model.source,
    params: analysis.flat.names,
    dimension: analysis.problem.dimension,
    rank: minimizers[0]!.rank,
    route: manifold.route,
    points: minimizers.map(({ x, eigenvalues }) => ({ x: Array.from(x), eigenvalues: Array.from(eigenvalues) })),
    conserved: analysis.conserved.map(print),
    derivation: sections,
    dynamics: analysis.dynamics.map(({ name, dynamics: { limit }, drift }) => ({
      name,
      closedForm: drift !== undefined,
      equation: limit.equation,
      timeScale: limit.timeScale,
      source: limit.source,
      assumptions: limit.assumptions,
      ...(limit.potential && { descends: limit.potential.formula }),
    })),
    checks,
    unwanted: emitted.unwanted(),
    operations:
      emitted.loops?.map(loopStatsToJson) ?? emitted.stats.map((each) => ({ ...each, passes: each.passes() })),
    warnings: analysis.model.warnings.map(({ code, message }) => ({ code, message })),
    file,
    changed,
    milliseconds: Math.round(milliseconds),
  };
}

/** Polynomials in the named sizes, as text. */
const loopStatsToJson = ({ name, count, passes }: LoopStats): object => ({
  name,
  count: print(count),
  passes: passes().map(({ pass, before, after }) => ({ pass, before: print(before), after: print(after) })),
});
