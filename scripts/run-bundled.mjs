// Runs a TypeScript program of the repository, bundled, in the root, with the arguments of this process.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle, root } from "./bundle.mjs";

export async function runBundled(name, ...entry) {
  const out = await bundle(name, { main: join(root, ...entry) });
  const { status } = spawnSync(process.execPath, [join(out, "main.mjs"), ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
