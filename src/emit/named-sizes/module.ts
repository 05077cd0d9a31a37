/** Prints the module of a loss with named sizes: loop kernels, and a model made of them, for every value of the sizes. */
import { deriveLoops, lowerLoops, writeSimdModule, writeTypeScript, writeWasm } from "../../loops/index.js";
import { driftFunctions, driftImports } from "../eigenvectors.js";
import { prettify, type SelfCheck } from "../module.js";
import { wasmText } from "../target.js";
import { fillTemplate, readTemplate } from "../template.js";
import { RUNTIME_FUNCTIONS } from "../typescript.js";
import { FORMS, type LoopStats, type NamedSizesModule, type NamedSizesSpec } from "./spec.js";
import { Naming, sizesDeclaration } from "./sizes.js";
import { argumentList, dataDocumentation, readData } from "./data.js";
import { creation, hasLabels } from "./model.js";
import { SELF_CHECK, driftTypes, header, member } from "./documentation.js";

/** What templates/named-sizes.ts and the creation below call their own things. */
const LOCALS = [
  "Sizes",
  "Data",
  "Kernels",
  "Simulator",
  "create",
  "sizes",
  "data",
  "options",
  "reader",
  "kernels",
  "sampled",
  "model",
  "wasmCode",
];

export async function emitNamedSizes(spec: NamedSizesSpec, selfCheck: SelfCheck): Promise<NamedSizesModule> {
  const written = writeNamedSizes(spec);
  const text = await prettify(written.text);
  const largestError = await selfCheck(text);
  return { ...written, text: text.replace(SELF_CHECK, () => largestError) };
}

/** The module before it is formatted and checked: to be run, not to be read. */
export function writeNamedSizes(spec: NamedSizesSpec): NamedSizesModule {
  const form = FORMS[spec.form];
  const program = lowerLoops(deriveLoops(spec.problem, form.derive, spec.guess));
  const kernels = new Map(program.functions.map(({ kernel }) => [kernel.name, kernel]));
  const simd = spec.target === "ts" ? undefined : writeWasm(program, spec.target === "wasm");
  const runtime = [
    ...[
      "DataReader",
      "entryNames",
      form.make,
      `type ${form.kernels}`,
      `type ${form.model}`,
      `type ${form.model}Options`,
    ],
    ...(spec.data ? ["type DataArray"] : []),
    ...(kernels.has("batchGradient") ? ["sampledLoss", "samplesOf"] : []),
    ...(hasLabels(kernels) ? ["labelsOf"] : []),
    ...(simd ? ["withSimd"] : []),
    ...driftImports(spec),
  ];
  const reserved = [...LOCALS, ...runtime].map((name) => name.replace("type ", ""));
  const written = writeTypeScript(program, reserved);
  const code = written.lines.join("\n");
  const called = RUNTIME_FUNCTIONS.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(code));
  const names = new Naming(written);
  const list = `{ ${[...kernels.keys()].join(", ")} }`;
  const use = spec.target === "wasm" ? `options.simd ?? "always"` : "options.simd";
  const choice = simd ? `withSimd(${list}, ${writeSimdModule(simd, written, "wasmCode")}, ${use})` : list;
  const text = fillTemplate(readTemplate("named-sizes.ts"), {
    $header: header(spec, program.functions),
    $imports: `import { ${[...runtime, ...called].join(", ")} } from "gen-sde/runtime";`,
    $helpers: [sizesDeclaration(written, spec.data), ...(spec.data ? [dataDocumentation(spec.data)] : [])].join("\n\n"),
    $Kernels: form.kernels,
    $Model: form.model,
    $members: program.functions.map(member).join("\n\n"),
    $drifts: driftTypes(spec),
    _$arguments: argumentList(spec, written),
    $creation: [...readData(spec, written), code, ...creation(spec, kernels, names, choice)].join("\n"),
    $code: simd ? wasmText("wasmCode", Buffer.from(simd.bytes).toString("base64")) : "",
    $model: `{ ${["...model", "kernels", ...driftFunctions(spec, "model")].join(", ")} }`,
  });
  return {
    text,
    operations: program.functions.map(({ kernel, operations, passes }): LoopStats => ({
      name: kernel.name,
      count: operations,
      passes,
    })),
  };
}
