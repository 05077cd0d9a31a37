/** Opening TypeScript files: the one place that makes ts-morph projects. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Project, type SourceFile, ts } from "ts-morph";
import { type Diagnostic, DiagnosticError, diagnostic } from "../diagnostics/index.js";

/** Without lib files and module resolution a file is ready in milliseconds: sizes and names are checked by us. */
const OPTIONS: ts.CompilerOptions = { noLib: true, noResolve: true, target: ts.ScriptTarget.ES2022, types: [] };

export class SourceFiles {
  readonly #project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: OPTIONS });

  /** The file with sound syntax; `text` stands for what is on the disk. */
  open(path: string, text?: string): SourceFile {
    const known = this.#project.getSourceFile(path);
    if (known) return known;
    const file = this.#project.createSourceFile(path, text ?? readText(path), { overwrite: true });
    const problems = this.#project.getProgram().getSyntacticDiagnostics(file);
    if (problems.length > 0)
      throw new DiagnosticError(firstOfEachLine(problems.map((each) => describeProblem(each.compilerObject, file))));
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
