// Packs the package, installs it into an empty project, generates a simulator there and imports it: what a user does.
// Expects dist/ to be built (npm run check:package does that).
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const loss = "ellipse";
/** What a user runs next: a path of the limiting SDE, which has to stay on the ellipse. */
const RUN = `
import { ensemble } from "gen-sde/parallel";
import { limitingSde, simulate } from "gen-sde/runtime";
import { create } from "./out/generated/${loss}.sde.js";
const model = create({ a: 2, b: 1 });
const process = limitingSde(model, { noise: "declared", dt: 1e-3, seed: 1 });
const states = [...simulate(process, { start: [2, 0], steps: 1000, every: 1000 })];
const [x, y] = states.at(-1).x;
const residual = x ** 2 / 4 + y ** 2 - 1;
if (!(Math.abs(residual) < 1e-12)) throw new Error("off the ellipse by " + residual);
const estimates = await ensemble(
  {
    model: new URL("./out/generated/${loss}.sde.js", import.meta.url),
    data: { a: 2, b: 1 },
    process: { dynamics: "declared", side: "limit", options: { dt: 1e-3, seed: 1 } },
  },
  { start: [2, 0], steps: 1000, paths: 64, workers: 2 },
);
if (estimates.x.samples[0] !== x) throw new Error("path 0 is another one on a thread");
console.log("after 1000 steps x = (" + x + ", " + y + ")");
`;
const temp = mkdtempSync(join(tmpdir(), "gen-sde-package-"));
const project = join(temp, "project");

try {
  npm(root, "pack", "--ignore-scripts", "--silent", "--pack-destination", temp);
  const tarball = readdirSync(temp).find((name) => name.endsWith(".tgz"));

  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  npm(project, "install", "--no-audit", "--no-fund", "--prefer-offline", "--silent", join(temp, tarball));

  copyFileSync(join(root, "examples", `${loss}.loss.ts`), join(project, `${loss}.loss.ts`));
  npm(project, "exec", "--no", "--", "gen-sde", `${loss}.loss.ts`);

  compile();
  writeFileSync(join(project, "run.mjs"), RUN);
  const printed = execFileSync(process.execPath, ["run.mjs"], { cwd: project, encoding: "utf8" });
  console.log(`package: installed, ran, type-checked, imported and simulated; ${printed.trim()}`);
} catch (error) {
  console.error(`${error.message}\n${error.stdout ?? ""}${error.stderr ?? ""}`);
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}

/** Type-checks the loss and the generated file as strictly as we check our own, against the installed declarations. */
function compile() {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "dom"],
    types: [],
    module: "nodenext",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    rootDir: ".",
    outDir: "out",
  };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["*.loss.ts", "generated"] }),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", project], { stdio: "pipe", encoding: "utf8" });
}

function npm(cwd, ...args) {
  // The settings of the npm that runs this script must not leak into the new project.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)/.test(name)),
  );
  delete env.npm_config_local_prefix;
  delete env.INIT_CWD;
  execFileSync("npm", args, { cwd, env, stdio: "pipe", encoding: "utf8", shell: process.platform === "win32" });
}
