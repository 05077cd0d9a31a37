/** The programs of documentation pages, run against the sources. */
import { compileFunction } from "node:vm";
import ts from "typescript";
import * as runtime from "../../src/runtime/index.js";

const root = new URL("../../", import.meta.url);

/** The page's only ```ts block. */
export function programOf(page: string): string {
  const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)];
  if (blocks.length !== 1) throw new Error(`expected one program, found ${blocks.length}`);
  return blocks[0]![1]!;
}

/** What the program prints, one array for each console.log. */
export async function run(program: string): Promise<number[][]> {
  const names: Record<string, unknown> = {};
  for (const [, imported, from] of program.matchAll(/^import \{ (.*) \} from "(.*)";$/gm)) {
    const module: Record<string, unknown> = from === "gen-sde/runtime" ? runtime : await generated(from!);
    for (const name of imported!.split(", ")) names[name] = module[name];
  }
  const printed: number[][] = [];
  names.console = { log: (...values: number[]) => printed.push(values) };
  const { outputText } = ts.transpileModule(program.replace(/^import .*\n/gm, ""), {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const main = compileFunction(`return (async () => {${outputText}})()`, Object.keys(names)) as (
    ...values: unknown[]
  ) => Promise<void>;
  await main(...Object.values(names));
  return printed;
}

const generated = async (from: string): Promise<Record<string, unknown>> => {
  const [, name] = /^\.\/generated\/(.*)\.sde\.js$/.exec(from)!;
  return (await import(`../../generated/${name!}.sde.ts`)) as Record<string, unknown>;
};

/** The type errors of programs that stand as files of these names in the root, under the project's own options. */
export function typeErrors(programs: ReadonlyMap<string, string>): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    new URL("tsconfig.json", root).pathname,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
      },
    },
  )!;
  const host = ts.createCompilerHost(config.options);
  const files = new Map([...programs].map(([name, text]) => [new URL(`${name}.mts`, root).pathname, text]));
  const disk = ts.sys;
  host.fileExists = (file) => files.has(file) || disk.fileExists(file);
  host.readFile = (file) => files.get(file) ?? disk.readFile(file);
  const program = ts.createProgram([...files.keys()], config.options, host);
  return [...files.keys()]
    .map((file) => program.getSourceFile(file)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => `${file!.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
