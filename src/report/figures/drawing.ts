/** A figure before it is drawn. */
import { draw } from "../chart/draw.js";
import type { Panel } from "../chart/panel.js";
import { specification } from "../chart/specification.js";
import { type Figure, plain } from "../document/document.js";

export interface Drawing {
  readonly id: string;
  readonly panel: Panel;
  /** Prose. */
  readonly caption: string;
}

export async function figureOf({ id, panel, caption }: Drawing): Promise<Figure> {
  const spec = specification([panel], plain(caption));
  return { id, title: panel.title, caption, specification: spec, svg: await draw(spec, id) };
}
