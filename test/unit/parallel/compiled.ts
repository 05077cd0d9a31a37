/** Threads load files, not the modules of a test runner: the sources that they need, compiled into a folder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

export interface Compiled {
  readonly folder: string;
  /** The file URL of a compiled source, by its path from the root. */
  url(source: string): string;
  remove(): void;
}

/** Below node_modules, so that packages are found from there. */
const CACHE = join("node_modules", ".cache");

/** `texts` are sources that are nowhere but here, by their paths. */
export function compiled(sources: readonly string[], texts: Readonly<Record<string, string>> = {}): Compiled {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), CACHE, "gen-sde-threads-"));
  // Generated modules import the package by its name.
  const self = { name: "gen-sde", type: "module", exports: { "./runtime": "./src/runtime/index.js" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(self));
  const read = sources.flatMap(filesIn).map((source) => [source, readFileSync(source, "utf8")] as const);
  for (const [source, text] of [...read, ...Object.entries(texts)]) {
    const target = join(folder, source.replace(/ts$/, "js"));
    mkdirSync(dirname(target), { recursive: true });
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    writeFileSync(target, outputText);
  }
  return {
    folder,
    url: (source) => new URL(source.replace(/ts$/, "js"), `file://${folder}/`).href,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

const filesIn = (source: string): string[] =>
  source.endsWith(".ts")
    ? [source]
    : readdirSync(source, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => join(source, name));
