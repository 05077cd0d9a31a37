/** gen-sde/parallel as it is published, from dist/ (npm run build), and a generated module as a file that threads load. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ts } from "ts-morph";
import type * as Parallel from "../../src/parallel/index.js";

/** `module` is the text of the generated module. */
export async function compileForThreads(
  module: string,
): Promise<{ parallel: typeof Parallel; moduleUrl: string; remove: () => void }> {
  // Below the root, where "gen-sde/runtime" means this package.
  const folder = mkdtempSync(resolve(".generated-"));
  const file = join(folder, "module.sde.mjs");
  const { outputText } = ts.transpileModule(module, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  writeFileSync(file, outputText);
  return {
    parallel: (await import(/* @vite-ignore */ resolve("dist", "parallel", "index.js"))) as typeof Parallel,
    moduleUrl: pathToFileURL(file).href,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
