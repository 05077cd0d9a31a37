/** Panels as a Vega-Lite specification: one layer for each mark, and samples with words for a legend below the axes. */
import { type Axis, ticksOf } from "./axis.js";
import { contour } from "./contours.js";
import type { Mark, Panel } from "./panel.js";
import { PALETTE } from "./theme.js";

/** JSON in the language of Vega-Lite 6. */
export type Specification = Readonly<Record<string, unknown>>;

const SIZE = { width: 360, height: 260 };
const SPACING = 30;
const LEGEND = { top: 54, line: 18, sample: 24, gap: 8 };
const FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** One figure; several panels stand side by side. */
export function specification(panels: readonly Panel[], description: string): Specification {
  const views = panels.map(viewOf);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    ...(views.length === 1 ? views[0] : { hconcat: views, spacing: SPACING }),
    config: CONFIG,
  };
}

function viewOf(panel: Panel): Specification {
  const { width = SIZE.width, height = SIZE.height, title, marks } = panel;
  const labelled = marks.filter(({ label }) => label !== undefined);
  return {
    width,
    height,
    title,
    layer: [
      ...marks.filter(isBehind).map((mark) => layerOf(mark, panel)),
      ...marks.filter((mark) => !isBehind(mark)).map((mark) => layerOf(mark, panel)),
      ...labelled.flatMap((mark, i) => legendOf(mark, height + LEGEND.top + i * LEGEND.line)),
    ],
  };
}

/** Dots and words stand before lines, which stand before bands. */
const isBehind = ({ kind }: Mark): boolean => kind !== "dots" && kind !== "text";

const CONFIG = {
  aria: false,
  background: null,
  font: FONT,
  padding: 8,
  view: { stroke: PALETTE.frame },
  title: { color: PALETTE.ink, fontSize: 13, fontWeight: 600, offset: 12 },
  axis: {
    domain: false,
    gridColor: PALETTE.grid,
    tickColor: PALETTE.frame,
    tickSize: 4,
    labelColor: PALETTE.ink,
    labelFontSize: 11,
    titleColor: PALETTE.ink,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
  },
};

type Channel = Readonly<Record<string, unknown>>;

/** Rounded to a ten-thousandth of the axis: what can be seen. */
function rounding({ min, max, log = false }: Axis): (value: number) => number {
  const decimals = 4 - Math.floor(Math.log10(max - min));
  return (value) => Number(log ? value.toPrecision(5) : value.toFixed(Math.min(Math.max(decimals, 0), 100)));
}

function channel(field: string, axis: Axis): Channel {
  const ticks = ticksOf(axis);
  // The texts by the order of the ticks: datum.index is the position of a tick among them, from 0 to 1.
  const texts = JSON.stringify(ticks.map(({ text }) => text));
  return {
    field,
    type: "quantitative",
    title: axis.label,
    scale: {
      domain: [axis.min, axis.max],
      nice: false,
      ...(axis.log === true ? { type: "log" } : { type: "linear", zero: false }),
    },
    axis: {
      values: ticks.map(({ at }) => at),
      labelExpr: `${texts}[round(datum.index * ${String(Math.max(ticks.length - 1, 1))})]`,
    },
  };
}

function layerOf(mark: Mark, { x, y }: Panel): Specification {
  const atX = rounding(x);
  const atY = rounding(y);
  const encoding = { x: channel("x", x), y: channel("y", y) };
  const { color } = mark;
  switch (mark.kind) {
    case "line":
      return {
        data: { values: mark.points.map(([a, b]) => ({ x: atX(a), y: atY(b) })) },
        mark: stroke("line", color, mark.width ?? 1.6, mark.dash, mark.opacity),
        encoding: { ...encoding, order: { value: null } },
      };
    case "band":
      return {
        data: { values: mark.points.map(([a, low, high]) => ({ x: atX(a), y: atY(low), high: atY(high) })) },
        mark: { type: "area", color, opacity: 0.25, clip: true },
        encoding: { ...encoding, y2: { field: "high" } },
      };
    case "contours": {
      const area = { x: [x.min, x.max], y: [y.min, y.max] } as const;
      const lines = mark.levels.flatMap((level) => contour(mark.f, level, area));
      return {
        data: { values: lines.flatMap((line, i) => line.map(([a, b]) => ({ x: atX(a), y: atY(b), line: i }))) },
        mark: stroke("line", color, mark.width ?? 0.7),
        encoding: { ...encoding, detail: { field: "line" }, order: { value: null } },
      };
    }
    case "dots": {
      const lowest = y.log === true ? y.min : -Infinity;
      const values = mark.points.map(([a, b, error = 0]) => ({
        x: atX(a),
        y: atY(b),
        low: Math.max(b - error, lowest),
        high: b + error,
      }));
      const dots = { mark: { type: "point", filled: true, color, opacity: 1, size: area(mark.radius ?? 3) }, encoding };
      const bars = {
        mark: { type: "rule", color, strokeWidth: 1.4, clip: true },
        encoding: { x: encoding.x, y: { ...encoding.y, field: "low" }, y2: { field: "high" } },
      };
      return {
        data: { values },
        layer: mark.points.some(([, , error]) => error !== undefined) ? [bars, dots] : [dots],
      };
    }
    case "text":
      return {
        data: { values: [{ x: mark.at[0], y: mark.at[1] }] },
        mark: { type: "text", color, text: mark.text, fontSize: 12 },
        encoding,
      };
  }
}

/** What Vega calls the size of a dot. */
const area = (radius: number): number => (2 * radius) ** 2;

const stroke = (
  type: "line" | "rule",
  color: string,
  strokeWidth: number,
  strokeDash?: readonly number[],
  opacity?: number,
): Channel => ({
  type,
  color,
  strokeWidth,
  clip: type === "line",
  ...(type === "line" && { strokeJoin: "round" }),
  ...(strokeDash && { strokeDash }),
  ...(opacity !== undefined && { opacity }),
});

/** A sample of the mark and its label, placed in pixels. */
function legendOf(mark: Mark, top: number): Specification[] {
  const { color, label } = mark;
  const data = { values: [{}] };
  const at = (x: number, y: number): Channel => ({ x: { value: x }, y: { value: y } });
  const right = { x2: { value: LEGEND.sample } };
  const sample =
    mark.kind === "dots"
      ? {
          mark: { type: "point", filled: true, color, opacity: 1, size: area(3) },
          encoding: at(LEGEND.sample / 2, top),
        }
      : mark.kind === "band"
        ? {
            mark: { type: "rect", color, opacity: 0.25 },
            encoding: { ...at(0, top - 5), ...right, y2: { value: top + 5 } },
          }
        : {
            mark: stroke("rule", color, 2, mark.kind === "line" ? mark.dash : undefined),
            encoding: { ...at(0, top), ...right },
          };
  const words = {
    mark: { type: "text", color: PALETTE.ink, text: label, align: "left", baseline: "middle", fontSize: 12 },
    encoding: at(LEGEND.sample + LEGEND.gap, top),
  };
  return [
    { data, ...sample },
    { data, ...words },
  ];
}
