/** How far the algorithm's means are from the limit's at the end, against the learning rate: from the rows of `validate`. */
import type { DynamicsValidation, Measured, Row } from "../../validate/index.js";
import type { Mark } from "../chart/panel.js";
import { PALETTE } from "../chart/theme.js";
import { number, point } from "../contents/numbers.js";
import { texOfObservable } from "../contents/observable-name.js";
import type { Drawing } from "./drawing.js";

/** Half the length of error bars, in standard errors. */
const WIDTH = 2;
const COLORS = [PALETTE.middle, PALETTE.wrong, PALETTE.fine, PALETTE.coarse];
const ROOM = 1.25;
/** Decades below the largest error that are shown at most. */
const DECADES = 4;

/** Undefined where no mean moves away from the limit's. */
export function errorDrawing(
  { name, title, time, runs, rows }: DynamicsValidation,
  start: readonly number[],
): Drawing | undefined {
  const shown = clearest(rows.filter(({ statistic }) => statistic === "mean"));
  if (shown.length === 0) return undefined;
  const etas = runs.map(({ learningRate }) => learningRate);
  const [coarsest, finest] = [etas[0]!, etas.at(-1)!];
  const sizes = shown.flatMap(({ errors }) => errors.map(size));
  const max = Math.max(...shown.flatMap(({ errors }) => errors.map((error) => size(error) + bar(error)))) * 2;
  const min = Math.max(Math.min(...sizes) / 2, max / 10 ** DECADES);
  const marks = shown.flatMap(({ observable, errors, order }, i): Mark[] => {
    const color = COLORS[i]!;
    // Beside each other, so that bars do not cover one another.
    const beside = 1 + 0.03 * (i - (shown.length - 1) / 2);
    const points = errors.map((error, k) => [etas[k]! * beside, Math.max(size(error), min), bar(error)] as const);
    const label = order
      ? `${observable}, order ${order.value.toFixed(2)} ± ${order.standardError.toFixed(2)}`
      : observable;
    const line = order && fitted(etas, errors, order.value);
    return [
      { kind: "dots", points, color, label },
      ...(line ? [{ kind: "line", points: line, color, width: 1.2, dash: [4, 3] } as const] : []),
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
  const described = runs.map(
    ({ learningRate, paths, seed }) => `$${number(learningRate)}$ (${String(paths)} paths, seed ${String(seed)})`,
  );
  return {
    id: `${name}-error`,
    panel: {
      title: `Weak error, ${title}`,
      x: { label: "learning rate η", min: finest / ROOM, max: coarsest * ROOM, log: true },
      y: { label: "|mean − mean of the limit|", min, max, log: true },
      marks: [reference, ...marks],
    },
    caption:
      `The difference of the means of ${texts(shown)} for ${title} at $\\Phi(x_K)$ and for the limit at $t = ${number(time)}$, both from $x_0$ = ${point(start)}, ` +
      `on the same noise where both have noise, against $\\eta$ = ${described.join(", ")}, with bars of $\\pm${String(WIDTH)}$ standard errors. ` +
      "Dashed, the fitted power of $\\eta$, where every difference is above two standard errors; grey, the slope 1.",
  };
}

const size = ({ value }: Measured): number => Math.abs(value);
const bar = ({ standardError }: Measured): number => WIDTH * standardError;

/** The rows whose error at the coarsest rate stands out most from its noise, in the order of the table. */
function clearest(rows: readonly Row[]): Row[] {
  const clarity = ({ errors }: Row): number => size(errors[0]!) / errors[0]!.standardError;
  const moving = rows.filter(({ errors }) => errors.some(({ value }) => value !== 0));
  const chosen = new Set(moving.toSorted((a, b) => clarity(b) - clarity(a)).slice(0, COLORS.length));
  return moving.filter((row) => chosen.has(row));
}

const texts = (rows: readonly Row[]): string =>
  rows.map(({ observable }) => `$${texOfObservable(observable)}$`).join(", ");

/** The line of that slope through the mean of the logarithms. */
function fitted(etas: readonly number[], errors: readonly Measured[], slope: number) {
  const centre = etas.reduce((sum, eta) => sum + Math.log(eta), 0) / etas.length;
  const height = errors.reduce((sum, error) => sum + Math.log(size(error)), 0) / errors.length;
  return [etas[0]!, etas.at(-1)!].map((eta) => [eta, Math.exp(height + slope * (Math.log(eta) - centre))] as const);
}
