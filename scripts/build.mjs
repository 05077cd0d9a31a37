// Builds dist/ from src/, and makes `npx gen-sde` work inside the repository itself.
// The new dist/ is written beside the old one and moved into place only if it compiled.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const main = join(dist, "cli", "main.js");

if (compile()) linkBin();
else process.exitCode = 1;

function compile() {
  const fresh = mkdtempSync(join(root, ".dist-"));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", fresh];
  const compiled = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
  if (compiled) {
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
    chmodSync(dist, 0o755);
  } else {
    rmSync(fresh, { recursive: true, force: true });
  }
  return compiled;
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
