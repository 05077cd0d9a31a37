// Draws the pictures of docs/dynamics (all of them, or those whose names are arguments) from simulations with fixed
// seeds, and puts their captions into the pages. Bundled, as the benchmarks are, for speed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "node_modules", ".cache", "gen-sde-pictures");

await build({
  root,
  configFile: false,
  logLevel: "warn",
  resolve: {
    alias: [{ find: /^gen-sde\/runtime$/, replacement: join(root, "src", "runtime", "index.ts") }],
  },
  build: {
    ssr: true,
    target: "node20",
    outDir: out,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: join(root, "docs", "pictures", "main.ts") },
      output: { entryFileNames: "[name].mjs" },
    },
  },
});

const { status } = spawnSync(process.execPath, [join(out, "main.mjs"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
