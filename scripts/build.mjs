// Builds dist/ from src/, and makes `npx gen-sde` work inside the repository itself. It is bundled: to open 300 modules one
// by one takes node as long as to derive a small loss, and the 100 of the runtime five times as long as one file.
// The new dist/ is written beside the old one and moved into place only if it compiled.
// --if-older: only if a source is newer than dist/. npm prepares the package once more for the first `npx gen-sde`.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const main = join(dist, "cli", "main.js");

if (!(process.argv.includes("--if-older") && isNew())) await buildDist();

async function buildDist() {
  const fresh = mkdtempSync(join(root, ".dist-"));
  try {
    if (compile(fresh)) {
      await bundle(fresh);
      rmSync(dist, { recursive: true, force: true });
      renameSync(fresh, dist);
      chmodSync(dist, 0o755);
      linkBin();
    } else process.exitCode = 1;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Whether nothing that dist/ is made of has changed since. A folder is as old as the last file to come or go. */
function isNew() {
  if (!existsSync(main)) return false;
  const sources = readdirSync(join(root, "src"), { recursive: true }).map((name) => join("src", name));
  const settings = ["src", "scripts/build.mjs", "package.json", "package-lock.json", "tsconfig.json"];
  const built = statSync(main).mtimeMs;
  return [...sources, ...settings, "tsconfig.build.json"].every((name) => statSync(join(root, name)).mtimeMs <= built);
}

function compile(fresh) {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", fresh];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

/**
 * The command line, and what package.json exports, as a few files. Those that need package.json or templates/ stay two
 * folders down, as sources are. The exports share their modules: an error class is the same in all of them.
 */
async function bundle(fresh) {
  await bundleInto(join(fresh, "cli"), { main: join("cli", "main.ts") }, "[name].js");
  const exported = ["index", "runtime/index", "parallel/index", "parallel/worker", "api/index", "vitest/index"];
  await bundleInto(fresh, Object.fromEntries(exported.map((name) => [name, `${name}.ts`])), "shared/[name].js");
}

async function bundleInto(outDir, files, chunkFileNames) {
  const input = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(root, "src", file)]));
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [byRequire("ts-morph")],
    build: {
      ssr: true,
      target: "node20",
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      // Nothing is exported but what the source exports.
      rolldownOptions: {
        input,
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js", chunkFileNames },
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
