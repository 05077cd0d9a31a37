/** The functions of the kernels, and the values of data alone that they share. */
import type { CodeBlockWriter } from "ts-morph";
import type { Element, Expr } from "../expr/index.js";
import type { Kernel } from "../lower/kernel.js";
import type { Code, Program, Statement } from "../lower/program.js";
import { define, spell } from "../lower/spell.js";
import type { Value } from "../lower/value.js";
import { entryName } from "./data.js";
import type { NameTable } from "./names.js";
import { TYPESCRIPT } from "./typescript.js";

type Read = (element: Element) => string;

/** The creation-time constants, then one function per kernel, named by `functionNames`. */
export function writeCode(
  writer: CodeBlockWriter,
  { hoisted, programs }: Code,
  scope: NameTable,
  functionNames: ReadonlyMap<Kernel, string>,
  readData: Read,
): void {
  const constants = nameValues(hoisted, scope, "c");
  const spelling = { ...TYPESCRIPT, name: (value: Value) => constants.get(value), read: readData };
  for (const value of hoisted) writer.writeLine(`const ${constants.get(value)!} = ${define(value, spelling)};`);
  for (const program of programs) writeProgram(writer, program, functionNames.get(program.kernel)!, constants, scope);
}

function writeProgram(
  writer: CodeBlockWriter,
  { kernel, parts, carried }: Program,
  name: string,
  constants: ReadonlyMap<Value, string>,
  scope: NameTable,
): void {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    writeFunction(writer, kernel, only, name, constants, "", scope.inner());
    return;
  }
  const buffer = scope.take(`${name}Carried`);
  writer.blankLine().writeLine(`const ${buffer} = new Float64Array(${carried});`);
  const pieces = parts.map((_, i) => scope.take(`${name}${i + 1}`));
  parts.forEach((part, i) => writeFunction(writer, kernel, part, pieces[i]!, constants, buffer, scope.inner()));
  const args = argumentNames(kernel);
  const calls = pieces.map((piece) => `${piece}(${args.join(", ")});`);
  writer
    .blankLine()
    .write(`function ${name}${signature(args, returnType(kernel))} `)
    .block(() => {
      for (const call of calls.slice(0, -1)) writer.writeLine(call);
      writer.writeLine("value" in kernel.output ? `return ${calls.at(-1)!}` : calls.at(-1)!);
    });
}

function writeFunction(
  writer: CodeBlockWriter,
  kernel: Kernel,
  part: readonly Statement[],
  name: string,
  constants: ReadonlyMap<Value, string>,
  buffer: string,
  scope: NameTable,
): void {
  // The user's names come first: an array steps aside for a parameter called x.
  const bound = part.filter(({ kind }) => kind === "bind" || kind === "load").map(({ value }) => value);
  const locals = nameValues(bound, scope, "t");
  const args = argumentNames(kernel).map((arg) => scope.take(arg));
  const places = placesOf(kernel);
  const used = new Set<string>();
  const entry = (array: number, position: number): string => {
    const arg = args.at(array)!;
    used.add(arg);
    return `${arg}[${position}]`;
  };
  const spelling = {
    ...TYPESCRIPT,
    name: (value: Value) => locals.get(value) ?? constants.get(value),
    read: (element: Element) => `${entry(...places.get(element)!)}!`,
  };
  const line = (statement: Statement): string => {
    const { kind, value } = statement;
    switch (kind) {
      case "bind":
        return `const ${locals.get(value)!} = ${define(value, spelling)};`;
      case "load":
        return `const ${locals.get(value)!} = ${buffer}[${statement.position}]!;`;
      case "save":
        return `${buffer}[${statement.position}] = ${spell(value, spelling)};`;
      case "store":
        return `${entry(-1, statement.position)} = ${spell(value, spelling)};`;
      case "return":
        return `return ${spell(value, spelling)};`;
    }
  };
  const lines = part.map(line);
  const signatureArgs = args.map((arg) => (used.has(arg) ? arg : scope.take(`_${arg}`)));
  const returns = part.at(-1)?.kind === "return" ? "number" : "void";
  writer
    .blankLine()
    .write(`function ${name}${signature(signatureArgs, returns)} `)
    .block(() => {
      for (const text of lines) writer.writeLine(text);
    });
}

/** Entries of arrays keep the user's names, everything else is numbered. */
function nameValues(values: readonly Value[], scope: NameTable, prefix: string): ReadonlyMap<Value, string> {
  const leaves = values.filter((value) => value.kind === "leaf");
  const names = new Map<Value, string>(leaves.map((value) => [value, scope.take(entryName(value.element))]));
  const series = scope.series(prefix);
  for (const value of values) if (!names.has(value)) names.set(value, series.next().value);
  return names;
}

/** Where the inputs are: array and position. */
const placesOf = ({ inputs }: Kernel): ReadonlyMap<Expr, readonly [array: number, position: number]> =>
  new Map(
    inputs.flatMap(({ elements }, array) => elements.map((e, position) => [e, [array, position] as const] as const)),
  );

const argumentNames = ({ inputs, output }: Kernel): readonly string[] => [
  ...inputs.map((input) => input.name),
  ...("value" in output ? [] : [output.name]),
];

const returnType = ({ output }: Kernel): string => ("value" in output ? "number" : "void");
const signature = (args: readonly string[], returns: string, before = ": "): string =>
  `(${args.map((arg) => `${arg}: Float64Array`).join(", ")})${before}${returns}`;

/** The type of a kernel's function: (x: Float64Array, out: Float64Array) => void. */
export const functionType = (kernel: Kernel): string => signature(argumentNames(kernel), returnType(kernel), " => ");
