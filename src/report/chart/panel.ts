/** What a figure is made of: a panel with two axes and marks in the units of the data. */
import type { Axis } from "./axis.js";
import type { Point } from "./contours.js";

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
      readonly dash?: readonly number[];
      readonly opacity?: number;
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
  /** Size of the plot in pixels, without axes. */
  readonly width?: number;
  readonly height?: number;
}
