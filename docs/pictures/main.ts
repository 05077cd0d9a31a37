/** Draws all pictures, or the named ones, and writes each caption below its picture in docs/dynamics. Runs in the root. */
import { readFileSync, writeFileSync } from "node:fs";
import { figures } from "./figures/index.js";
import { captioned } from "./page.js";
import { plot } from "./plot.js";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => figures.every((figure) => figure.name !== name));
if (unknown.length > 0) throw new Error(`no such picture: ${unknown.join(", ")}`);

for (const { name, caption, draw } of figures.filter((figure) => wanted.length === 0 || wanted.includes(figure.name))) {
  const began = performance.now();
  writeFileSync(`docs/dynamics/pictures/${name}.svg`, plot(draw(), caption));
  const page = `docs/dynamics/${name}.md`;
  writeFileSync(page, captioned(readFileSync(page, "utf8"), caption));
  console.log(`${name.padEnd(16)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
