/** Ensembles followed in time, and how they are drawn. */
import { type Observable, type Process, simulate, summarize } from "gen-sde/runtime";
import type { Mark, Point } from "../../src/report/chart/index.js";

/** Ink of the limit, then of the algorithm from the coarsest step to the finest. */
export const LIMIT = "#111111";
export const COLORS = ["#e69f00", "#0072b2", "#009e73"] as const;
export const WRONG = "#d55e00";
export const GREY = "#9a9a9a";

export interface Moment {
  readonly time: number;
  readonly step: number;
  readonly mean: number;
  /** The standard error of the mean. */
  readonly error: number;
}

export interface RunOptions {
  readonly start: ArrayLike<number>;
  readonly steps: number;
  readonly paths: number;
  /** How many intervals between two looks, default 60; or the steps at which to look, increasing. */
  readonly looks?: number | readonly number[];
  readonly observe: Observable;
}

/** Mean and standard error of an observable over many paths, at several times. */
export function follow(process: Process, { start, steps, paths, looks = 60, observe }: RunOptions): Moment[] {
  const at = typeof looks === "number" ? evenly(steps, looks) : looks;
  const samples = at.map(() => new Float64Array(paths));
  for (let path = 0; path < paths; path++) {
    let state: ArrayLike<number> = start;
    let step = 0;
    at.forEach((next, i) => {
      if (next > step) {
        const [, last] = [
          ...simulate(process, { start: state, steps: next - step, firstStep: step, path, every: next - step }),
        ];
        state = last!.x.slice();
        step = next;
      } else state = process.initial !== undefined && state.length < process.dimension ? process.initial(state) : state;
      samples[i]![path] = observe(Float64Array.from(state));
    });
  }
  return at.map((step, i) => {
    const { mean, standardError } = summarize(samples[i]!);
    return { step, time: process.timeAt(step), mean, error: standardError };
  });
}

/** The steps of constant length η up to the slow time T. */
export const stepsUntil = (T: number, eta: number): number => Math.round(T / eta ** 2);

const evenly = (steps: number, looks: number): number[] =>
  Array.from({ length: looks + 1 }, (_, i) => Math.round((steps * i) / looks));

/** Half the width of bands and error bars, in standard errors. */
export const WIDTH = 2;

/** A line through the means and a band of ±2 standard errors. */
export function curve(
  moments: readonly Moment[],
  color: string,
  label?: string,
  { against = "time", width = 1.6, dash }: { against?: "time" | "step"; width?: number; dash?: readonly number[] } = {},
): Mark[] {
  const band = moments.map((m) => [m[against], m.mean - WIDTH * m.error, m.mean + WIDTH * m.error] as const);
  const points = moments.map((m): Point => [m[against], m.mean]);
  return [
    ...(moments.some(({ error }) => error > 0) ? [{ kind: "band", points: band, color } as const] : []),
    {
      kind: "line",
      points,
      color,
      width,
      ...(label === undefined ? {} : { label }),
      ...(dash === undefined ? {} : { dash }),
    },
  ];
}

/** A function over an interval, as a line. */
export function graph(
  f: (x: number) => number,
  [from, to]: readonly [number, number],
  style: {
    readonly color: string;
    readonly label?: string;
    readonly dash?: readonly number[];
    readonly width?: number;
  },
  count = 120,
): Mark {
  const points = Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
  return { kind: "line", points: points.map((x): Point => [x, f(x)]), ...style };
}
