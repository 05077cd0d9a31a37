// Bundles a TypeScript program of the repository with the runtime's sources, for speed, and runs it in the root with
// the arguments of this process.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

export async function runBundled(name, ...entry) {
  const out = join(root, "node_modules", ".cache", `gen-sde-${name}`);
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
        input: { main: join(root, ...entry) },
        output: { entryFileNames: "[name].mjs" },
      },
    },
  });
  const { status } = spawnSync(process.execPath, [join(out, "main.mjs"), ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
