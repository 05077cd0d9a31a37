/** Prints the module of a loss with named sizes: loop kernels, and a model made of them, for every value of the sizes. */
import {
  type LoopFunction,
  type LoopText,
  deriveLoops,
  lowerLoops,
  withoutTypes,
  writeSimdModule,
  writeTypeScript,
  writeWasm,
} from "../../loops/index.js";
import { javascriptOf } from "../../read/javascript.js";
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

const TEMPLATE = "named-sizes.ts";

/** The module before it is formatted and checked. */
function writeNamedSizes(spec: NamedSizesSpec): NamedSizesModule {
  const { functions, written, texts } = lowered(spec);
  const text = fillTemplate(readTemplate(TEMPLATE), {
    ...texts(written.lines),
    $header: header(spec, functions),
    $helpers: [sizesDeclaration(written, spec.data), ...(spec.data ? [dataDocumentation(spec.data)] : [])].join("\n\n"),
    $members: functions.map(member).join("\n\n"),
    $drifts: driftTypes(spec),
  });
  return {
    text,
    operations: functions.map(({ kernel, operations, passes }): LoopStats => ({
      name: kernel.name,
      count: operations,
      passes,
    })),
  };
}

/** The module in JavaScript, to be run, not to be read. The loops, most of the text, are not parsed for their types. */
export function writeRunnable(spec: NamedSizesSpec): string {
  const { written, texts } = lowered(spec);
  const unread = { $header: "", $helpers: "", $members: "", $drifts: "" };
  const frame = fillTemplate(readTemplate(TEMPLATE), { ...texts([LOOPS]), ...unread });
  return javascriptOf(frame).replace(LOOPS, () => withoutTypes(written.lines).join("\n"));
}

/** Stands for the loops. */
const LOOPS = "$loops();";

type Texts = Readonly<Record<string, string>>;

interface Lowered {
  readonly functions: readonly LoopFunction[];
  readonly written: LoopText;
  /** What goes into the holes of the template, except for types and documentation, around these loops. */
  readonly texts: (loops: readonly string[]) => Texts;
}

function lowered(spec: NamedSizesSpec): Lowered {
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
  const texts = (loops: readonly string[]): Texts => ({
    $imports: `import { ${[...runtime, ...called].join(", ")} } from "gen-sde/runtime";`,
    $Kernels: form.kernels,
    $Model: form.model,
    _$arguments: argumentList(spec, written),
    $creation: [...readData(spec, written), ...loops, ...creation(spec, program.functions, names, choice)].join("\n"),
    $code: simd ? wasmText("wasmCode", Buffer.from(simd.bytes).toString("base64")) : "",
    $model: `{ ${["...model", "kernels", ...driftFunctions(spec, "model")].join(", ")} }`,
  });
  return { functions: program.functions, written, texts };
}
