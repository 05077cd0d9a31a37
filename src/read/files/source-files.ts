/** Opening TypeScript files: the one place that parses what users write. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type SourceFile, createWrappedNode, ts } from "ts-morph";
import { type Diagnostic, DiagnosticError, diagnostic } from "../../diagnostics/index.js";

/** TypeScript keeps the faults of syntax that it met, for the programs that it makes of files; we make none. */
type Parsed = ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };

/** Each file is parsed once and alone: sizes, names and imports are checked by us. */
export class SourceFiles {
  readonly #files = new Map<string, SourceFile>();

  /** The file with sound syntax; `text` stands for what is on the disk. */
  open(path: string, text?: string): SourceFile {
    const known = this.#files.get(path);
    if (known) return known;
    const parsed = ts.createSourceFile(path, text ?? readText(path), ts.ScriptTarget.ES2022, true) as Parsed;
    const file = createWrappedNode(parsed);
    const problems = parsed.parseDiagnostics;
    if (problems.length > 0)
      throw new DiagnosticError(firstOfEachLine(problems.map((problem) => describeProblem(problem, file))));
    // As it calls itself too: with slashes on every system.
    for (const name of [path, file.getFilePath()]) this.#files.set(name, file);
    return file;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new DiagnosticError([diagnostic("fileNotFound", undefined, { file: path })]);
  }
}

/** One slip makes many faults of syntax: those after the first in a line are seldom others. */
const firstOfEachLine = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.filter(({ span }, i) => found.findIndex((other) => other.span?.line === span?.line) === i);

function describeProblem({ messageText, start = 0, length = 1 }: ts.Diagnostic, file: SourceFile) {
  const { line, column } = file.getLineAndColumnAtPos(start);
  const span = { file: file.getFilePath(), source: file.getFullText(), start, length, line, column };
  return diagnostic("syntax", span, { problem: ts.flattenDiagnosticMessageText(messageText, "\n") });
}

/** The TypeScript file that a relative import names: "./a.js" means a.ts, "./a.mjs" a.mts. */
export function resolveImport(from: string, specifier: string): string | undefined {
  const path = resolve(dirname(from), specifier);
  const candidates = [path.replace(/\.([mc]?)js$/, ".$1ts"), `${path}.ts`, resolve(path, "index.ts")];
  return candidates.find((candidate) => /\.[mc]?ts$/.test(candidate) && existsSync(candidate));
}
