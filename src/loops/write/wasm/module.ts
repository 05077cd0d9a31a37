/**
 * The kernels of one loss as a WebAssembly module: one instance per creation, its sizes, numbers and the places of its
 * arrays given as constants. A kernel takes the bytes at which its arguments begin, then the lengths that no size gives.
 */
import type { Expr, Tensor } from "../../../expr/index.js";
import { COPY } from "../../../runtime/simd/costs.js";
import { type Code, FunctionBuilder, HOST, MathLibrary, ModuleBuilder, type ValueType } from "../../../wasm/index.js";
import type { Argument } from "../../layout.js";
import type { LoopFunction, LoopProgram } from "../../program.js";
import { estimate } from "../../size-cost.js";
import { Body, type Known } from "./body.js";

/** The modules that the instance imports from; the host's functions and the memory come from HOST. */
const GIVEN = { sizes: "sizes", arrays: "arrays", numbers: "numbers" } as const;

export interface WasmKernel {
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly returns: boolean;
  readonly adds: boolean;
  readonly operations: Expr;
}

/** What an instance has to be given. */
export interface WasmProgram {
  readonly bytes: Uint8Array;
  readonly kernels: readonly WasmKernel[];
  readonly sizes: readonly string[];
  readonly numbers: readonly string[];
  /** Arrays of the data and of creation, by name, to be copied into the memory. */
  readonly arrays: readonly string[];
  /** Arrays that kernels write on the way. */
  readonly scratch: readonly Tensor[];
  readonly host: readonly string[];
}

/**
 * Kernels whose scratch arrays have a length known in a call only stay as they are; so do, unless `every` is asked for,
 * those that are rarely called or would only copy.
 */
export function writeWasm({ functions }: LoopProgram, every = false): WasmProgram {
  const module = new ModuleBuilder();
  module.importMemory(HOST, "memory");
  const library = new MathLibrary(module);
  const chosen = functions.filter(
    (made) =>
      !made.buffers.some((buffer) => hasLocalSize(made, buffer)) &&
      (every || (made.kernel.rare !== true && canGain(made))),
  );
  const used = { sizes: new Set<string>(), arrays: new Set<string>(), numbers: new Set<string>() };
  const scratch = new Map(chosen.flatMap(({ buffers }) => buffers.map((buffer) => [scratchName(buffer), buffer])));
  for (const made of chosen) module.add(writeKernel(made, module, library, used), made.kernel.name);
  return {
    bytes: module.encode(),
    kernels: chosen.map(({ kernel, operations }) => ({
      name: kernel.name,
      arguments: argumentsOf({ kernel }),
      returns: kernel.returns,
      adds: kernel.adds === true,
      operations,
    })),
    sizes: [...used.sizes],
    numbers: [...used.numbers],
    arrays: [...used.arrays].filter((name) => !scratch.has(name)),
    scratch: [...scratch.values()],
    host: module.functionsFrom(HOST),
  };
}

/** Kernels share an array of the same name and shape: none is kept from one call to another. */
export const scratchName = ({ name, shape }: Tensor): string => [name, ...shape].join(" ");

const argumentsOf = ({ kernel }: Pick<LoopFunction, "kernel">): readonly Argument[] => [
  ...kernel.inputs,
  ...(kernel.returns ? [] : [kernel.output]),
];

/** Whether at large sizes there is more work than copying of arguments; the runtime chooses again, for the sizes it has. */
const canGain = (made: LoopFunction): boolean =>
  estimate(made.operations, LARGE) >
  COPY * argumentsOf(made).reduce((sum, { length }) => sum + estimate(length, LARGE), 0);
const LARGE = (): number => 1000;

const hasLocalSize = (made: LoopFunction, { shape }: Tensor): boolean =>
  argumentsOf(made).some(({ defines }) => defines !== undefined && shape.includes(defines));

function writeKernel(
  made: LoopFunction,
  module: ModuleBuilder,
  library: MathLibrary,
  used: Readonly<Record<keyof typeof GIVEN, Set<string>>>,
): FunctionBuilder {
  const args = argumentsOf(made);
  const lengths = args.flatMap(({ defines }) => defines ?? []);
  const i32s = [...args, ...lengths].map((): ValueType => "i32");
  const built = new FunctionBuilder(i32s, made.kernel.returns ? "f64" : undefined);
  const scratch = new Map(made.buffers.map((buffer) => [buffer.name, scratchName(buffer)]));
  const start: Code[] = [];
  const named = new Map<string, Code>();
  const given = (kind: keyof typeof GIVEN, name: string, type: "i32" | "f64"): Code => {
    const key = `${kind} ${name}`;
    let code = named.get(key);
    if (code === undefined) {
      used[kind].add(name);
      const local = built.local(type);
      start.push(local.set(module.global(GIVEN[kind], name, type)));
      code = local.get;
      named.set(key, code);
    }
    return code;
  };
  const known: Known = {
    size: (name) => {
      const position = lengths.indexOf(name);
      return position < 0 ? given("sizes", name, "i32") : built.args[args.length + position]!.get;
    },
    array: (name, role) => {
      const position = role === "argument" ? args.findIndex((arg) => arg.name === name) : -1;
      return position < 0 ? given("arrays", scratch.get(name) ?? name, "i32") : built.args[position]!.get;
    },
    number: (name) => given("numbers", name, "f64"),
  };
  const body = new Body(built, library, known);
  const code = built.block(() => {
    body.write(made.nests);
    if (made.kernel.returns) built.push(body.scalar(made.kernel.output.name));
  });
  built.push(start, code);
  return built;
}
