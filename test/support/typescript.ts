import ts from "typescript";

/** What tsc --strict says about a generated module. */
export function problemsIn(text: string): string[] {
  const file = `${process.cwd()}/generated/in-memory.sde.ts`;
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    paths: { "gen-sde/runtime": [`${process.cwd()}/src/runtime/index.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const outer = { ...host };
  host.fileExists = (name) => name === file || outer.fileExists(name);
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, text, version) : outer.getSourceFile(name, version, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
