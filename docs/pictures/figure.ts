import type { Panel } from "../../src/report/chart/index.js";

/** One picture of docs/dynamics: the page and the file have its name. */
export interface Figure {
  readonly name: string;
  /** Exactly what is plotted; made of the numbers that are used. */
  readonly caption: string;
  readonly draw: () => readonly Panel[];
}
