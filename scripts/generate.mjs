// Runs the built gen-sde on every examples/*.loss.ts and replaces generated/ by what comes out.
// With --check: changes nothing, and fails on any difference, missing file or left-over file.
// The output is first written to a temporary sibling of generated/: the same depth, so the same relative paths.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist", "cli", "main.js");
const kept = join(root, "generated");

mkdirSync(kept, { recursive: true });
const fresh = mkdtempSync(join(root, ".generated-"));
try {
  await generateAll();
  if (process.argv.includes("--check")) compare();
  else replace();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

async function generateAll() {
  const queue = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".loss.ts"));
  if (queue.length === 0) throw new Error("examples/ has no *.loss.ts");
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await generate(`examples/${name}`);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function generate(loss) {
  try {
    await run(process.execPath, [cli, loss, "--out", basename(fresh)], { cwd: root, maxBuffer: 1 << 26 });
  } catch (error) {
    throw new Error(`gen-sde ${loss} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`, { cause: error });
  }
}

function replace() {
  for (const name of files(kept)) rmSync(join(kept, name));
  cpSync(fresh, kept, { recursive: true });
  console.log(`generated/: wrote ${files(kept).length} files`);
}

function compare() {
  const wanted = files(fresh);
  const present = files(kept);
  const problems = [
    ...wanted.filter((name) => !present.includes(name)).map((name) => `missing: generated/${name}`),
    ...present.filter((name) => !wanted.includes(name)).map((name) => `no loss file gives: generated/${name}`),
    ...wanted.filter((name) => present.includes(name)).flatMap(firstDifference),
  ];
  if (problems.length > 0) {
    throw new Error(`${problems.join("\n")}\nRun \`npm run generate\` and commit the result.`);
  }
  console.log(`generated/: ${wanted.length} files are what the sources give`);
}

function firstDifference(name) {
  const then = readFileSync(join(kept, name), "utf8").split("\n");
  const now = readFileSync(join(fresh, name), "utf8").split("\n");
  const line = Array.from({ length: Math.max(now.length, then.length) }).findIndex((_, i) => now[i] !== then[i]);
  if (line < 0) return [];
  return [`differs: generated/${name}:${line + 1}\n  - ${then[line] ?? "(end)"}\n  + ${now[line] ?? "(end)"}`];
}

/** Every file below `dir` but hand-written notes. */
function files(dir) {
  return readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(dir, name)).isFile() && !name.endsWith(".md"))
    .sort();
}
