/** Small pictures as plain SVG: panels side by side, each with axes, marks and a legend below. */
import { contour, type Point } from "./contours.js";
import { type Axis, position, ticksOf } from "./scale.js";

export type { Point } from "./contours.js";
export type { Axis } from "./scale.js";

interface Style {
  readonly color: string;
  /** The line in the legend; none without. */
  readonly label?: string;
}

export type Mark =
  | (Style & {
      readonly kind: "line";
      readonly points: readonly Point[];
      readonly width?: number;
      readonly dash?: string;
    })
  /** Between the lower and the upper number at each x. */
  | (Style & { readonly kind: "band"; readonly points: readonly (readonly [x: number, low: number, high: number])[] })
  /** Dots, with error bars from y − error to y + error. */
  | (Style & {
      readonly kind: "dots";
      readonly points: readonly (readonly [x: number, y: number, error?: number])[];
      readonly radius?: number;
    })
  /** Level lines. */
  | (Style & {
      readonly kind: "contours";
      readonly f: (x: number, y: number) => number;
      readonly levels: readonly number[];
      readonly width?: number;
    })
  /** A word in the picture, centred at a point. */
  | (Style & { readonly kind: "text"; readonly at: Point; readonly text: string });

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

const PLOT = { width: 340, height: 250 };
const MARGIN = { left: 62, right: 18, top: 36, bottom: 54 };
const LEGEND_LINE = 18;
const PADDING = 10;
const INK = "#222222";

/** Panels as one SVG document on a light ground of its own, so that it reads on white and on dark pages. */
export function plot(panels: readonly Panel[], description: string): string {
  const legendLines = Math.max(...panels.map(({ marks }) => marks.filter(({ label }) => label !== undefined).length));
  const panelWidth = MARGIN.left + PLOT.width + MARGIN.right;
  const width = panels.length * panelWidth + 2 * PADDING;
  const height = MARGIN.top + PLOT.height + MARGIN.bottom + legendLines * LEGEND_LINE + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"` +
      ` font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="12" fill="${INK}" role="img">`,
    `<desc>${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" rx="6" fill="#fbfbf9"/>`,
    ...panels.map((panel, i) => drawPanel(panel, PADDING + i * panelWidth + MARGIN.left, PADDING + MARGIN.top, i)),
    "</svg>\n",
  ].join("\n");
}

function drawPanel(panel: Panel, left: number, top: number, index: number): string {
  const { title, x, y, marks } = panel;
  const at = ([a, b]: Point): string =>
    `${short(position(x, a) * PLOT.width)} ${short((1 - position(y, b)) * PLOT.height)}`;
  const box = `width="${PLOT.width}" height="${PLOT.height}"`;
  return [
    `<g transform="translate(${left} ${top})">`,
    `<clipPath id="box${index}"><rect ${box}/></clipPath>`,
    `<rect ${box} fill="#ffffff" stroke="#888888"/>`,
    words(PLOT.width / 2, -14, title, `text-anchor="middle" font-weight="bold"`),
    ...ticksOf(x).map(({ at: value, text }) => verticalTick(position(x, value) * PLOT.width, text)),
    ...ticksOf(y).map(({ at: value, text }) => horizontalTick((1 - position(y, value)) * PLOT.height, text)),
    words(PLOT.width / 2, PLOT.height + 36, x.label, `text-anchor="middle"`),
    words(0, 0, y.label, `text-anchor="middle" transform="translate(-46 ${PLOT.height / 2}) rotate(-90)"`),
    `<g clip-path="url(#box${index})">`,
    ...marks.filter(({ kind }) => kind !== "dots").map((mark) => drawMark(mark, panel, at)),
    "</g>",
    ...marks.filter(({ kind }) => kind === "dots").map((mark) => drawMark(mark, panel, at)),
    ...marks
      .filter(({ label }) => label !== undefined)
      .map((mark, line) => drawLegend(mark, PLOT.height + MARGIN.bottom + 4 + line * LEGEND_LINE)),
    "</g>",
  ].join("\n");
}

const verticalTick = (x: number, text: string): string =>
  `<path d="M${short(x)} 0V${PLOT.height + 5}" stroke="#e4e4e4"/>` +
  words(x, PLOT.height + 18, text, `text-anchor="middle" font-size="11"`);

const horizontalTick = (y: number, text: string): string =>
  `<path d="M-5 ${short(y)}H${PLOT.width}" stroke="#e4e4e4"/>` +
  words(-9, y + 4, text, `text-anchor="end" font-size="11"`);

function drawMark(mark: Mark, { x, y }: Panel, at: (point: Point) => string): string {
  const { color } = mark;
  switch (mark.kind) {
    case "line":
      return path(`M${mark.points.map(at).join("L")}`, color, mark.width ?? 1.6, mark.dash);
    case "band": {
      const upper = mark.points.map(([a, , high]) => at([a, high]));
      const lower = mark.points.map(([a, low]) => at([a, low])).reverse();
      return `<path d="M${[...upper, ...lower].join("L")}Z" fill="${color}" fill-opacity="0.25"/>`;
    }
    case "dots":
      return mark.points.map((point) => dot(point, color, mark.radius ?? 3, at)).join("\n");
    case "contours": {
      const area = { x: [x.min, x.max], y: [y.min, y.max] } as const;
      const segments = mark.levels.flatMap((level) => contour(mark.f, level, area));
      return path(segments.map(([a, b]) => `M${at(a)}L${at(b)}`).join(""), color, mark.width ?? 0.7);
    }
    case "text": {
      const [a, b] = at(mark.at).split(" ");
      return words(Number(a), Number(b), mark.text, `text-anchor="middle" fill="${color}"`);
    }
  }
}

function dot(
  [x, y, error]: readonly [number, number, number?],
  color: string,
  radius: number,
  at: (point: Point) => string,
): string {
  const [a, b] = at([x, y]).split(" ");
  const circle = `<circle cx="${a!}" cy="${b!}" r="${radius}" fill="${color}"/>`;
  return error === undefined ? circle : circle + path(`M${at([x, y - error])}L${at([x, y + error])}`, color, 1.4);
}

function drawLegend(mark: Mark, y: number): string {
  const sample =
    mark.kind === "dots"
      ? `<circle cx="12" cy="${y - 4}" r="3" fill="${mark.color}"/>`
      : mark.kind === "band"
        ? `<rect y="${y - 9}" width="24" height="10" fill="${mark.color}" fill-opacity="0.25"/>`
        : path(`M0 ${y - 4}H24`, mark.color, 2, mark.kind === "line" ? mark.dash : undefined);
  return sample + words(32, y, mark.label!, "");
}

const path = (d: string, color: string, width: number, dash?: string): string =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"` +
  `${dash === undefined ? "" : ` stroke-dasharray="${dash}"`}/>`;

const words = (x: number, y: number, text: string, attributes: string): string =>
  `<text x="${short(x)}" y="${short(y)}" ${attributes}>${escaped(text)}</text>`;

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const short = (length: number): string => String(Number(length.toFixed(1)));
