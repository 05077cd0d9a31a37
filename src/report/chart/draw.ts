/** The only door to Vega and Vega-Lite: from a specification to SVG. They are loaded when a figure is drawn. */
import type { Specification } from "./specification.js";

/**
 * One SVG document, the same bytes for the same specification.
 *
 * @param id makes the names inside the document unique among the figures of a page
 * @throws Error when Vega has a warning: a specification of ours is wrong
 */
export async function draw(specification: Specification, id: string): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const logger = vega.logger(vega.Warn, undefined, (_method: string, _level: string, messages: readonly unknown[]) => {
    throw new Error(`internal: figure ${id}: ${messages.join(" ")}`);
  });
  vega.resetSVGDefIds();
  const compiled = compile(specification as unknown as Parameters<typeof compile>[0], { logger });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: "none", logger });
  try {
    const svg = await view.toSVG();
    return svg.replace(/( id="|url\(#|href="#)/g, `$1${id}-`);
  } finally {
    view.finalize();
  }
}
