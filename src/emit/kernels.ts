/** The functions of the kernels, and the values of data alone that they share. */
import type { CodeBlockWriter } from "ts-morph";
import type { Element, Expr } from "../expr/index.js";
import type { Kernel } from "../lower/kernel.js";
import type { Code, Program, Statement } from "../lower/program.js";
import { define, spell } from "../lower/spell.js";
import type { Value } from "../lower/value.js";
import { entryName } from "./data.js";
import type { NameTable } from "./names.js";
import { type Repeat, type Repeats, isSameFunction, lengthOf } from "./repeats.js";
import { TYPESCRIPT } from "./typescript.js";

type Read = (element: Element) => string;

/**
 * The creation-time constants, then one function per kernel, named by `functionNames`; two kernels of one name are the
 * same function. Returns the constants' names.
 */
export function writeCode(
  writer: CodeBlockWriter,
  { hoisted, programs }: Code,
  scope: NameTable,
  functionNames: ReadonlyMap<Kernel, string>,
  repeats: Repeats,
  readData: Read,
): ReadonlyMap<Value, string> {
  const constants = nameValues(hoisted, scope, "c");
  const spelling = { ...TYPESCRIPT, name: (value: Value) => constants.get(value), read: readData };
  for (const value of hoisted) writer.writeLine(`const ${constants.get(value)!} = ${define(value, spelling)};`);
  for (const program of programs) {
    const name = functionNames.get(program.kernel)!;
    const repeat = repeats.get(program.kernel);
    if (!repeat) writeProgram(writer, program, name, constants, scope);
    else if (!isSameFunction(program.kernel, repeat))
      writeRepeat(writer, program.kernel, name, repeat, functionNames.get(repeat.of)!);
  }
  return constants;
}

/** Another kernel's results, moved to their place. */
function writeRepeat(writer: CodeBlockWriter, kernel: Kernel, name: string, { of, from }: Repeat, other: string): void {
  const args = argumentsOf(kernel);
  const out = args.at(-1)!.name;
  const [length, total] = [lengthOf(of), lengthOf(kernel)];
  writer
    .blankLine()
    .write(`function ${name}${signature(args, "void")} `)
    .block(() => {
      writer.writeLine(`${other}(${args.map((arg) => arg.name).join(", ")});`);
      if (from > 0)
        writer.writeLine(`${out}.copyWithin(${from}, 0, ${length});`).writeLine(`${out}.fill(0, 0, ${from});`);
      if (from + length < total) writer.writeLine(`${out}.fill(0, ${from + length}, ${total});`);
    });
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
  const args = argumentsOf(kernel);
  const calls = pieces.map((piece) => `${piece}(${args.map((arg) => arg.name).join(", ")});`);
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
  const args = argumentsOf(kernel).map((arg) => ({ ...arg, name: scope.take(arg.name) }));
  const places = placesOf(kernel);
  const used = new Set<string>();
  const entry = (array: number, position: number): string => {
    const { name: arg, scalar } = args.at(array)!;
    used.add(arg);
    return scalar ? arg : `${arg}[${position}]`;
  };
  const spelling = {
    ...TYPESCRIPT,
    name: (value: Value) => locals.get(value) ?? constants.get(value),
    read: (element: Element) => {
      const [array, position] = places.get(element)!;
      return args[array]!.scalar ? entry(array, position) : `${entry(array, position)}!`;
    },
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
  const signatureArgs = args.map((arg) => (used.has(arg.name) ? arg : { ...arg, name: scope.take(`_${arg.name}`) }));
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

interface Argument {
  readonly name: string;
  readonly scalar: boolean;
}

/** What the signature of a kernel's function is made from. */
export interface Callable extends Pick<Kernel, "inputs"> {
  readonly output: Kernel["output"] | { readonly name: string; readonly doc: string };
}

const argumentsOf = ({ inputs, output }: Callable): readonly Argument[] => [
  ...inputs.map(({ name, scalar = false }) => ({ name, scalar })),
  ...("value" in output ? [] : [{ name: output.name, scalar: false }]),
];

const returnType = ({ output }: Callable): string => ("value" in output ? "number" : "void");
const signature = (args: readonly Argument[], returns: string, before = ": "): string =>
  `(${args.map(({ name, scalar }) => `${name}: ${scalar ? "number" : "Float64Array"}`).join(", ")})${before}${returns}`;

/** (x: Float64Array, out: Float64Array): void */
export const functionSignature = (kernel: Callable): string => signature(argumentsOf(kernel), returnType(kernel));

/** The type of a kernel's function: (x: Float64Array, out: Float64Array) => void. */
export const functionType = (kernel: Callable): string => signature(argumentsOf(kernel), returnType(kernel), " => ");
