/** gen-sde/parallel and a generated module as the files that worker threads load. */
import { join } from "node:path";
import type * as Parallel from "../../src/parallel/index.js";
import { compiled } from "../../test/unit/parallel/compiled.js";

/** `module` is the text of the generated module. */
export async function compileForThreads(
  module: string,
): Promise<{ parallel: typeof Parallel; moduleUrl: string; remove: () => void }> {
  const name = "module.sde.ts";
  const files = compiled([join("src", "runtime"), join("src", "parallel")], { [name]: module });
  return {
    parallel: (await import(/* @vite-ignore */ files.url("src/parallel/index.ts"))) as typeof Parallel,
    moduleUrl: files.url(name),
    remove: () => {
      files.remove();
    },
  };
}
