/** gen-sde/parallel and a generated module as the files that worker threads load. */
import { join } from "node:path";
import type * as Parallel from "../../src/parallel/index.js";
import { compiled } from "../../test/unit/parallel/compiled.js";

export async function compileForThreads(
  module: string,
): Promise<{ parallel: typeof Parallel; moduleUrl: string; remove: () => void }> {
  const files = compiled([join("src", "runtime"), join("src", "parallel"), module]);
  return {
    parallel: (await import(/* @vite-ignore */ files.url("src/parallel/index.ts"))) as typeof Parallel,
    moduleUrl: files.url(module),
    remove: () => {
      files.remove();
    },
  };
}
