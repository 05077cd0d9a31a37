/** Figures: panels of marks, drawn by Vega-Lite as SVG. */
export type { Axis } from "./axis.js";
export type { Point } from "./contours.js";
export { draw } from "./draw.js";
export type { Mark, Panel } from "./panel.js";
export { png } from "./png.js";
export { type Specification, specification } from "./specification.js";
export { standalone } from "./standalone.js";
export { PALETTE, SERIES, adaptive, figureVariables } from "./theme.js";
