/** The loop kernels of a loss in TypeScript and in WebAssembly, compiled anew for its sizes, as in a program with one simulator. */
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import {
  type LoopKernelName,
  deriveLoops,
  lowerLoops,
  writeSimdModule,
  writeTypeScript,
  writeWasm,
} from "../../src/loops/index.js";
import { readLoss, tensors } from "../../src/read/index.js";
import * as runtime from "../../src/runtime/index.js";

export type LoopKernel = (...args: Float64Array[]) => number | undefined;
type LoopKernels<Name extends string> = Readonly<Record<Name, LoopKernel>>;

export function compileLoops<Name extends LoopKernelName>(
  source: string,
  names: readonly Name[],
  sizes: Readonly<Record<string, number>>,
  data: Readonly<Record<string, Float64Array>>,
): { readonly plain: LoopKernels<Name>; readonly simd: LoopKernels<Name> } {
  const model = readLoss("/bench/bench.loss.ts", source);
  const problem = {
    parameters: tensors(model.parameters),
    data: model.data ? tensors(model.data) : [],
    loss: model.loss,
  };
  const program = lowerLoops(deriveLoops(problem, names));
  const text = writeTypeScript(program);
  const wasm = writeWasm(program, true);
  const code = JSON.stringify(Buffer.from(wasm.bytes).toString("base64"));
  const list = `{ ${names.join(", ")} }`;
  const simd = `runtime.withSimd(${list}, ${writeSimdModule(wasm, text, code)}, "always")`;
  const { outputText } = ts.transpileModule(`${text.lines.join("\n")}\nconst simd = ${simd};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const known = ["runtime", ...text.sizes.values(), ...text.data.values()];
  const values = [
    runtime,
    ...[...text.sizes.keys()].map((n) => sizes[n]),
    ...[...text.data.keys()].map((n) => data[n]),
  ];
  const make = compileFunction(`${outputText}\nreturn { plain: ${list}, simd };`, known);
  return (make as (...args: unknown[]) => ReturnType<typeof compileLoops<Name>>)(...values);
}
