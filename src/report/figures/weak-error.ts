/** How far the algorithm's means are from the limit's at the end, against the learning rate. */
import type { Mark } from "../chart/panel.js";
import { PALETTE } from "../chart/theme.js";
import { number, point } from "../contents/numbers.js";
import type { Moment } from "../simulate/follow.js";
import type { Plan } from "../simulate/plan.js";
import type { Observed } from "../simulate/runs.js";
import { weakOrder } from "../../validate/order.js";
import type { Drawing } from "./drawing.js";
import { perturbed } from "./observables.js";

/** Half the length of error bars, in standard errors. */
const WIDTH = 2;
const COLORS = [PALETTE.middle, PALETTE.wrong, PALETTE.fine, PALETTE.coarse];
const ROOM = 1.25;

export function errorDrawing(observed: readonly Observed[], plan: Plan): Drawing {
  const etas = plan.runs.map(({ eta }) => eta);
  const [coarsest, finest] = [etas[0]!, etas.at(-1)!];
  const series = observed.map(({ observable, limit, runs }) => {
    const exact = measured(limit);
    const estimates = runs.map(({ moments }) => measured(moments));
    const differences = estimates.map(({ value, standardError }) => ({
      value: value - exact.value,
      standardError: Math.hypot(standardError, exact.standardError),
    }));
    const errors = differences.map(({ value, standardError }) => ({
      size: Math.abs(value),
      bar: WIDTH * standardError,
    }));
    const order = etas.length > 2 ? weakOrder(etas, differences) : undefined;
    return { observable, errors, order };
  });
  const sizes = series.flatMap(({ errors }) => errors.map(({ size, bar }) => size + bar));
  const max = Math.max(...sizes) * 2;
  const min = Math.max(Math.min(...series.flatMap(({ errors }) => errors.map(({ size }) => size))) / 2, max / 1e4);
  const x = { label: "learning rate η", min: finest / ROOM, max: coarsest * ROOM, log: true };
  const marks = series.flatMap(({ observable, errors, order }, i): Mark[] => {
    const color = COLORS[i % COLORS.length]!;
    // Beside each other, so that bars do not cover one another.
    const beside = 1 + 0.03 * (i - (series.length - 1) / 2);
    const points = errors.map(({ size, bar }, k) => [etas[k]! * beside, Math.max(size, min), bar] as const);
    const label =
      order === undefined
        ? observable.label
        : `${observable.label}, order ${order.value.toFixed(2)} ± ${order.standardError.toFixed(2)}`;
    return [
      { kind: "dots", points, color, label },
      ...(order === undefined
        ? []
        : [{ kind: "line", points: fitted(etas, errors, order.value), color, width: 1.2, dash: [4, 3] } as const]),
    ];
  });
  const top = max / 2;
  const reference: Mark = {
    kind: "line",
    points: [
      [finest, (top * finest) / coarsest],
      [coarsest, top],
    ],
    color: PALETTE.grey,
    width: 1.2,
    label: "slope 1",
  };
  const runs = plan.runs.map(
    ({ eta, paths, seed }) => `$${number(eta)}$ (${String(paths)} paths, seed ${String(seed)})`,
  );
  return {
    id: `${plan.subject.name}-error`,
    panel: {
      title: `Weak error, ${plan.subject.title}`,
      x,
      y: { label: "|mean − mean of the limit|", min, max, log: true },
      marks: [reference, ...marks],
    },
    caption:
      `The difference of the means of ${plan.subject.algorithm} at $\\Phi(x_K)$ and of the limit at $t = ${number(plan.time)}$, both from $x_0$ = ${point(plan.start)}${perturbed(plan)}, ` +
      `against $\\eta = $ ${runs.join(", ")}, with bars of $\\pm${String(WIDTH)}$ standard errors of the difference. ` +
      "Dashed, the fitted power of $\\eta$, where every difference is above two standard errors; grey, the slope 1.",
  };
}

const measured = (moments: readonly Moment[]) => {
  const { mean, error } = moments.at(-1)!;
  return { value: mean, standardError: error };
};

/** The line of that slope through the mean of the logarithms. */
function fitted(etas: readonly number[], errors: readonly { readonly size: number }[], slope: number) {
  const centre = etas.reduce((sum, eta) => sum + Math.log(eta), 0) / etas.length;
  const height = errors.reduce((sum, { size }) => sum + Math.log(size), 0) / errors.length;
  return [etas[0]!, etas.at(-1)!].map((eta) => [eta, Math.exp(height + slope * (Math.log(eta) - centre))] as const);
}
