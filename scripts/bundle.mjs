// Bundles TypeScript programs of the repository together with the sources of gen-sde. Bundled rather than transformed
// module by module: a call through a module proxy would be slower, and measured too.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** `input`: { name: path }. Returns the folder with NAME.mjs for each. */
export async function bundle(name, input) {
  // Two folders down, as sources are: they look for package.json and templates/ from where they are.
  const out = join(root, "node_modules", `.gen-sde-${name}`);
  const source = (...path) => join(root, "src", ...path, "index.ts");
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    resolve: {
      alias: [
        { find: /^gen-sde$/, replacement: source() },
        { find: /^gen-sde\/runtime$/, replacement: source("runtime") },
      ],
    },
    build: {
      ssr: true,
      target: "node20",
      outDir: out,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input, output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" } },
    },
  });
  return out;
}
