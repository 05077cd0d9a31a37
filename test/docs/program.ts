/** The programs of documentation pages, run against the sources. */
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";
import ts from "typescript";
import * as runtime from "../../src/runtime/index.js";

const root = new URL("../../", import.meta.url);

type Module = Readonly<Record<string, unknown>>;

/** The text of a page, by its path from the root. */
export const readPage = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** The page's only ```ts block that begins with `first`. */
export function programOf(page: string, first = ""): string {
  const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text!);
  const programs = blocks.filter((text) => text.startsWith(first));
  if (programs.length !== 1) throw new Error(`expected one program, found ${programs.length}`);
  return programs[0]!;
}

/** What the program prints, one array for each console.log. `modules` are what it imports beside the runtime. */
export async function run(program: string, modules: Readonly<Record<string, Module>> = {}): Promise<number[][]> {
  const names: Record<string, unknown> = {};
  const known: Readonly<Record<string, Module>> = { "gen-sde/runtime": runtime, ...modules };
  for (const [, imported, from] of program.matchAll(/^import \{ (.*) \} from "(.*)";$/gm)) {
    const module = known[from!] ?? (await generated(from!));
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

const generated = async (from: string): Promise<Module> => {
  const [, name] = /^\.\/generated\/(.*)\.sde\.js$/.exec(from)!;
  return (await import(`../../generated/${name!}.sde.ts`)) as Module;
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
