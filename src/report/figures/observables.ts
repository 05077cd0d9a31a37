/** Observables over the slow time: SGD with several learning rates against the limit. */
import type { Mark, Panel } from "../chart/panel.js";
import { PALETTE, SERIES } from "../chart/theme.js";
import { number, point } from "../contents/numbers.js";
import type { Moment } from "../simulate/follow.js";
import type { Plan } from "../simulate/plan.js";
import type { Observed } from "../simulate/runs.js";
import { axisAround } from "./frame.js";
import type { Drawing } from "./drawing.js";

/** Half the width of bands, in standard errors. */
const WIDTH = 2;
const DOTS = [1.5, 3];
/** Relative changes that are the flow's error. */
const CONSTANT = 1e-5;

const isSpread = (moments: readonly Moment[]): boolean => moments.some(({ error }) => error > 0);

function curve(moments: readonly Moment[], color: string, label: string, width: number): Mark[] {
  const band = moments.map(({ time, mean, error }) => [time, mean - WIDTH * error, mean + WIDTH * error] as const);
  const points = moments.map(({ time, mean }) => [time, mean] as const);
  return [
    ...(isSpread(moments) ? [{ kind: "band", color, points: band } as const] : []),
    { kind: "line", color, label, width, points },
  ];
}

const deciles = (moments: readonly Moment[], color: string): Mark[] =>
  (["low", "high"] as const).map((which) => ({
    kind: "line",
    color,
    width: 1.2,
    dash: DOTS,
    points: moments.map((moment) => [moment.time, moment[which]] as const),
  }));

export function observableDrawing({ observable, limit, runs }: Observed, plan: Plan): Drawing {
  const spread = isSpread(limit);
  const finest = runs.at(-1)!;
  const color = (i: number): string => SERIES[Math.min(i, SERIES.length - 1)]!;
  const marks: Mark[] = [
    ...runs.flatMap(({ run, moments }, i) => curve(moments, color(i), `algorithm, η = ${String(run.eta)}`, 1.6)),
    ...curve(limit, PALETTE.limit, "limit", 2),
    ...(spread ? [...deciles(finest.moments, color(runs.length - 1)), ...deciles(limit, PALETTE.limit)] : []),
  ];
  const { name, title, algorithm } = plan.subject;
  const panel: Panel = {
    title: `${observable.label}, ${title}`,
    x: { label: "slow time t = kη²", min: 0, max: plan.time },
    y: axisAround(observable.label, heights(marks)),
    marks,
  };
  const etas = runs.map(({ run }) => `$${number(run.eta)}$ (${String(run.paths)} paths, seed ${String(run.seed)})`);
  const { dt, paths, seed } = plan.limit;
  return {
    id: `${name}-${observable.id}`,
    panel,
    caption:
      `Mean of $${observable.tex}$ at $\\Phi(x_k)$ for ${algorithm}, from $x_0$ = ${point(plan.start)}${perturbed(plan)} with $\\eta$ = ${etas.join(", ")}; ` +
      `the last, thick line is the limit ${spread ? `(${String(paths)} paths, $dt = ${number(dt)}$, seed ${String(seed)})` : `($dt = ${number(dt)}$)`}. ` +
      `Bands are $\\pm${String(WIDTH)}$ standard errors of the mean` +
      (spread
        ? `; dotted, the first and last decile of the limit and of the algorithm with $\\eta = ${number(finest.run.eta)}$.`
        : "."),
  };
}

/** Whether there is more to see than a constant, such as a trace that Γ has in common. */
export const hasMoved = ({ limit, runs }: Observed): boolean =>
  [limit, ...runs.map(({ moments }) => moments)].some((moments) =>
    moments.some(
      ({ mean, low, high }) =>
        Math.max(high - low, Math.abs(mean - moments[0]!.mean)) > CONSTANT * (1 + Math.abs(mean)),
    ),
  );

/** Algorithms that would stay at x₀ for ever start beside it. */
const perturbed = ({ offset }: Plan): string =>
  offset === 0 ? "" : ` plus normal perturbations of size $${number(offset)}$`;

function* heights(marks: readonly Mark[]): Generator<number> {
  for (const mark of marks)
    if (mark.kind === "line") for (const [, y] of mark.points) yield y;
    else if (mark.kind === "band") for (const [, low, high] of mark.points) yield* [low, high];
}
