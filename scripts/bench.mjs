// Bundles each bench/*.bench.ts (all of them, or those whose name contains an argument) and runs it in a process of its
// own. Bundled rather than transformed module by module: a call through a module proxy would be measured too.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "node_modules", ".cache", "gen-sde-bench");
const wanted = process.argv.slice(2);

const names = readdirSync(join(root, "bench"))
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .map((name) => name.slice(0, -".ts".length));
if (names.length === 0) {
  console.error("bench/ has no such *.bench.ts");
  process.exit(1);
}

await build({
  root,
  configFile: false,
  logLevel: "warn",
  resolve: {
    alias: [
      { find: /^gen-sde$/, replacement: join(root, "src", "index.ts") },
      { find: /^gen-sde\/runtime$/, replacement: join(root, "src", "runtime", "index.ts") },
    ],
  },
  build: {
    ssr: true,
    target: "node20",
    outDir: out,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(names.map((name) => [name, join(root, "bench", `${name}.ts`)])),
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
    },
  },
});

for (const name of names) {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(process.execPath, [join(out, `${name}.mjs`)], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
