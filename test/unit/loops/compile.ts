/** Runs the generated text: the kernels of a program for given sizes and data. */
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { type LoopProgram, writeSimdModule, writeTypeScript, writeWasm } from "../../../src/loops/index.js";
import * as runtime from "../../../src/runtime/index.js";

export type Kernels = Record<string, (...args: Float64Array[]) => number | undefined>;

/** The same kernels in WebAssembly, as many as can be. */
export function compileSimd(program: LoopProgram): (sizes: object, data: object) => Kernels {
  const text = writeTypeScript(program);
  const wasm = writeWasm(program, true);
  const code = JSON.stringify(Buffer.from(wasm.bytes).toString("base64"));
  return compile(program, `runtime.withSimd(KERNELS, ${writeSimdModule(wasm, text, code)}, "always")`);
}

/** The text as a function of sizes and data. */
export function moduleText(program: LoopProgram, result = "KERNELS"): string {
  const { sizes, data, lines } = writeTypeScript(program);
  const read = (from: string, names: ReadonlyMap<string, string>): string[] =>
    [...names].map(([name, identifier]) => `const ${identifier} = ${from}[${JSON.stringify(name)}]!;`);
  return `
    export function create(sizes: Record<string, number>, data: Record<string, Float64Array>) {
      ${[...read("sizes", sizes), ...read("data", data), ...lines].join("\n      ")}
      const KERNELS = { ${program.functions.map(({ kernel }) => kernel.name).join(", ")} };
      return ${result};
    }`;
}

export function compile(program: LoopProgram, result?: string): (sizes: object, data: object) => Kernels {
  const { outputText } = ts.transpileModule(moduleText(program, result), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const source = `const { sigmoid, softplus, erf, logsumexp } = runtime;\n${outputText}\nreturn exports.create;`;
  const make = compileFunction(source, ["runtime", "exports"]) as (
    library: object,
    exports: object,
  ) => ReturnType<typeof compile>;
  return make(runtime, {});
}
