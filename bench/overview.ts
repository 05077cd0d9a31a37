// The end of `npm run bench`: what was wanted and what was measured, from the file of results; given a page, its tables
// are written anew (support/markdown.ts).
import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { withTables } from "./support/markdown.js";
import { judge, type Results } from "./support/targets.js";

const [file, page] = process.argv.slice(2);
const results = JSON.parse(readFileSync(file!, "utf8")) as Results;
console.log("\ntargets, by the latest times of each bench");
console.table(Object.fromEntries(judge(results).map(({ target, ...verdict }) => [target, verdict])));
if (page !== undefined) {
  const text = withTables(readFileSync(page, "utf8"), results);
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: "markdown" }));
}
