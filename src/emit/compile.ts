/** Turns the text of a generated module into its functions, without a file. */
import { compileFunction } from "node:vm";
import { javascriptOf } from "../read/javascript.js";

export interface CompiledModule {
  readonly parameters: readonly string[];
  readonly create: (data?: unknown) => unknown;
}

/** The exports of the module; `runtime` is what it gets from "gen-sde/runtime". */
export const compileModule = (text: string, runtime: object): CompiledModule =>
  compileJavaScript(javascriptOf(text), runtime);

/** The same of a module that is JavaScript already, with its imports and exports as CommonJS. */
export function compileJavaScript(code: string, runtime: object): CompiledModule {
  const exports = {} as CompiledModule;
  const load = (specifier: string): object => {
    if (specifier !== "gen-sde/runtime") throw new Error(`internal: a generated module imports ${specifier}`);
    return runtime;
  };
  const run = compileFunction(code, ["exports", "require"]) as (exports: object, require: typeof load) => void;
  run(exports, load);
  return exports;
}
