/** The only door to resvg: from SVG to PNG. An optional dependency, loaded when a PNG is asked for. */

const PIXELS_PER_POINT = 2;

/** On white, twice the size of the SVG. Words are set in the fonts of the system. */
export async function png(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  return new Resvg(svg, { fitTo: { mode: "zoom", value: PIXELS_PER_POINT }, background: "#ffffff" }).render().asPng();
}
