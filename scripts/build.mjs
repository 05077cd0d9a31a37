// Builds dist/ from src/, and makes `npx gen-sde` work inside the repository itself. The command line is bundled: to open
// 300 modules one by one takes node as long as to derive a small loss.
// The new dist/ is written beside the old one and moved into place only if it compiled.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const main = join(dist, "cli", "main.js");

const fresh = mkdtempSync(join(root, ".dist-"));
try {
  if (compile()) {
    await bundle();
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
    chmodSync(dist, 0o755);
    linkBin();
  } else process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function compile() {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", fresh];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

/** cli/ as a few files. Their own paths to package.json and templates/ stay right: two folders down, as sources are. */
async function bundle() {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [byRequire("ts-morph")],
    build: {
      ssr: true,
      target: "node20",
      outDir: join(fresh, "cli"),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { main: join(root, "src", "cli", "main.ts") },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
      },
    },
  });
}

/** A CommonJS package that is imported is read twice, to learn its names before it runs; one that is required is not. */
function byRequire(name) {
  const required = `\0${name}`;
  return {
    name: `require-${name}`,
    enforce: "pre",
    resolveId: (id) => (id === name ? required : undefined),
    load: (id) =>
      id === required
        ? `import { createRequire } from "node:module";
           const names = createRequire(import.meta.url)("${name}");
           ${Object.keys(createRequire(import.meta.url)(name))
             .map((key) => `export const ${key} = names.${key};`)
             .join("\n")}`
        : undefined,
  };
}

/** node_modules/.bin/gen-sde → dist/cli/main.js, as if the package were installed in its own folder. */
function linkBin() {
  const bin = join(root, "node_modules", ".bin");
  if (!existsSync(main)) return;
  chmodSync(main, 0o755);
  mkdirSync(bin, { recursive: true });
  if (process.platform === "win32") {
    writeFileSync(join(bin, "gen-sde.cmd"), '@node "%~dp0\\..\\..\\dist\\cli\\main.js" %*\r\n');
  } else {
    rmSync(join(bin, "gen-sde"), { force: true });
    symlinkSync(relative(bin, main), join(bin, "gen-sde"));
  }
}
