/** The processes of a plan, run: the algorithm for each learning rate and the limit, projected to Γ and observed. */
import type { Model } from "../../runtime/index.js";
import { type Moment, follow } from "./follow.js";
import type { Observable } from "./observables.js";
import { type Plan, type Run, startOf } from "./plan.js";
import { algorithmOf, limitOf, toGamma } from "./subjects.js";

/** Told what is being done, and how much of it. */
export type OnProgress = (what: string, part?: number) => void;

export interface Observed {
  readonly observable: Observable;
  readonly limit: readonly Moment[];
  readonly runs: readonly { readonly run: Run; readonly moments: readonly Moment[] }[];
}

/** @throws SimulationError when a path fails */
export async function observe(
  model: Model,
  plan: Plan,
  observables: readonly Observable[],
  onProgress: OnProgress,
): Promise<Observed[]> {
  const { subject, start, looks } = plan;
  const told = (what: string) => (part: number) => {
    onProgress(`${subject.title}, ${what}`, part);
  };
  const common = { looks, observables };
  const limit = await follow(limitOf(model, subject, plan.limit.dt, plan.limit.seed), {
    ...common,
    ...plan.limit,
    start: () => start,
    project: (state) => state,
    onProgress: told("limit"),
  });
  const runs: Moment[][][] = [];
  for (const run of plan.runs)
    runs.push(
      await follow(algorithmOf(model, subject, run.eta, run.seed), {
        ...common,
        ...run,
        start: startOf(plan, run),
        project: toGamma(model),
        onProgress: told(`η = ${String(run.eta)}`),
      }),
    );
  return observables.map((observable, i) => ({
    observable,
    limit: limit[i]!,
    runs: plan.runs.map((run, k) => ({ run, moments: runs[k]![i]! })),
  }));
}
