/** Runs a loss file as it is written: the oracle for everything that is derived from reading it. */
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import * as language from "../language/index.js";
import { javascriptOfPlain } from "./javascript.js";
import { resolveImport } from "./files/source-files.js";

/** What a loss file exports, run. */
export interface LossModule {
  readonly loss: (parameters: unknown, data?: unknown) => number;
  readonly noise?: (parameters: unknown, xi: unknown, data?: unknown) => unknown;
  readonly manifold?: (parameters: unknown, data?: unknown) => unknown;
  readonly observables?: (parameters: unknown, data?: unknown) => Readonly<Record<string, number>>;
  readonly example?: unknown;
}

type Exports = Record<string, unknown>;

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

/** CommonJS. */
function emitted(text: string, path: string): string {
  const plain = javascriptOfPlain(text);
  if (plain !== undefined) return `"use strict";${plain}`;
  // Under the name of a .mts file TypeScript would leave `export` as it is.
  const fileName = path.replace(/\.[mc]ts$/, ".ts");
  return ts.transpileModule(text, { compilerOptions: OPTIONS, fileName }).outputText;
}

/** `source` stands for the file's text on the disk. */
export function runLossModule(file: string, source?: string): LossModule {
  const loaded = new Map<string, Exports>();
  const load = (path: string, text = readFileSync(path, "utf8")): Exports => {
    const known = loaded.get(path);
    if (known) return known;
    const exports: Exports = {};
    loaded.set(path, exports);
    const require = (specifier: string): object => {
      if (specifier === "gen-sde") return language;
      const target = specifier.startsWith(".") ? resolveImport(path, specifier) : undefined;
      if (target === undefined) throw new Error(`cannot load ${specifier}`);
      return load(target);
    };
    const run = compileFunction(emitted(text, path), ["exports", "require"], { filename: path }) as (
      exports: Exports,
      require: unknown,
    ) => void;
    run(exports, require);
    return exports;
  };
  try {
    const exports = load(file, source);
    return { ...exports, loss: exports.loss ?? exports.default } as unknown as LossModule;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([diagnostic("fileFails", undefined, { file, problem })]);
  }
}
