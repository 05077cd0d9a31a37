// Benchmarks: npm run bench [-- NAME …] [-- --compare FILE] [-- --docs].
//
// Bundles each bench/*.bench.ts (all that are quick, or those whose name contains a NAME) and runs it in a process of its own.
// Times are kept in bench/results/last.json, each bench's until it is run again; --compare prints what changed against
// another file's; --docs writes the tables of docs/performance.md anew. At the end come the targets (bench/overview.ts).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundle, root } from "./bundle.mjs";

/** Runs when it is named: it takes longer than all others together. */
const ON_REQUEST = "validate-calibration";

const results = join(root, "bench", "results", "last.json");
const { values, positionals: wanted } = parseArgs({
  options: { compare: { type: "string" }, docs: { type: "boolean" } },
  allowPositionals: true,
});
// Read before it may be overwritten.
const before = values.compare && JSON.parse(readFileSync(values.compare, "utf8"));

const names = readdirSync(join(root, "bench"))
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => (wanted.length === 0 ? !name.startsWith(ON_REQUEST) : wanted.some((part) => name.includes(part))))
  .map((name) => name.slice(0, -".ts".length));
if (names.length === 0) {
  console.error("bench/ has no such *.bench.ts");
  process.exit(1);
}

const programs = [...names, "overview"].map((name) => [name, join(root, "bench", `${name}.ts`)]);
const out = await bundle("bench", Object.fromEntries(programs));
const run = (name, args, env = process.env) => {
  const { status } = spawnSync(process.execPath, [join(out, `${name}.mjs`), ...args], {
    cwd: root,
    stdio: "inherit",
    env,
  });
  if (status !== 0) process.exitCode = 1;
};

mkdirSync(join(root, "bench", "results"), { recursive: true });
if (!existsSync(results)) writeFileSync(results, "{}");
for (const name of names) run(name, [], { ...process.env, GEN_SDE_BENCH_RESULTS: results });
const now = {
  ...JSON.parse(readFileSync(results, "utf8")),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, node ${process.version}; load average ${loadavg()[1].toFixed(1)}`,
};
writeFileSync(results, `${JSON.stringify(now, undefined, 1)}\n`);
if (before) compare(before, now);
run("overview", [results, ...(values.docs ? [join("docs", "performance.md")] : [])]);

/** Times of both, where both have them, in units of their own yardstick where there is one. */
function compare(before, now) {
  const rows = [];
  for (const [title, cases] of Object.entries(now).filter(([title]) => title !== "machine"))
    for (const [name, times] of Object.entries(cases))
      for (const [contestant, time] of Object.entries(times)) {
        const old = before[title]?.[name];
        if (typeof time !== "number" || old?.[contestant] === undefined || contestant === "yardstick") continue;
        const scale = (old.yardstick ?? 1) / (times.yardstick ?? 1);
        const ratio = (time / old[contestant]) * scale;
        const change = ratio > 1.15 ? "slower" : ratio < 1 / 1.15 ? "faster" : "";
        rows.push({ case: `${title}: ${name}`, contestant, "now / then": ratio.toFixed(2), change });
      }
  console.log(`\nagainst ${values.compare} (${before.machine}), by the yardstick of each run`);
  console.table(rows);
}
