/** Draws all pictures, or the named ones, and writes each caption below its picture in docs/dynamics. Runs in the root. */
import { readFileSync, writeFileSync } from "node:fs";
import { figures } from "./figures/index.js";
import { captioned } from "./page.js";
import { draw, specification, standalone } from "../../src/report/chart/index.js";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => figures.every((figure) => figure.name !== name));
if (unknown.length > 0) throw new Error(`no such picture: ${unknown.join(", ")}`);

for (const { name, caption, draw: panels } of figures.filter(
  (figure) => wanted.length === 0 || wanted.includes(figure.name),
)) {
  const began = performance.now();
  const svg = await draw(specification(panels(), caption), name);
  writeFileSync(`docs/dynamics/pictures/${name}.svg`, standalone(svg, caption));
  const page = `docs/dynamics/${name}.md`;
  writeFileSync(page, captioned(readFileSync(page, "utf8"), caption));
  console.log(`${name.padEnd(16)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
