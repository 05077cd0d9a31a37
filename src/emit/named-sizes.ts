/** Prints the module of a loss with named sizes: loop kernels, and a model made of them, for every value of the sizes. */
import { type Expr, type Size, type Tensor, add, multiply, print, size, splitSize } from "../expr/index.js";
import {
  type Guess,
  type LoopFunction,
  type LoopKernelName,
  type LoopKernel,
  type LoopPassCount,
  type LoopProblem,
  type LoopText,
  deriveLoops,
  lowerLoops,
  writeSimdModule,
  writeTypeScript,
  writeWasm,
} from "../loops/index.js";
import type { Slot } from "../read/model.js";
import { dataArrays, dataDeclaration, fieldChecks, property } from "./data.js";
import { driftFunctions, driftImports } from "./eigenvectors.js";
import { comment, wrap } from "./header.js";
import { functionType } from "./kernels.js";
import { prettify, type SelfCheck } from "./module.js";
import { docOf } from "./members.js";
import type { ModuleSpec } from "./spec.js";
import { type Target, wasmText } from "./target.js";
import { fillTemplate, readTemplate } from "./template.js";
import { RUNTIME_FUNCTIONS } from "./typescript.js";

export interface NamedSizesSpec extends Pick<ModuleSpec, "name" | "version" | "source" | "summary" | "eigenvectors"> {
  readonly problem: LoopProblem;
  readonly form: Form;
  /** The least that named sizes may be, where that is more than 1. */
  readonly leastSizes?: Readonly<Record<string, number>>;
  /** The layout of the data, sizes by name. */
  readonly data?: Slot;
  /** Typical sizes: they decide the order of contractions, never the result. */
  readonly guess: Guess;
  /** All residuals are quadratic, without products of different parameters: Φ is closed. */
  readonly isQuadratic?: boolean;
  readonly target: Target;
}

export interface NamedSizesModule {
  readonly text: string;
  /** Operations per call of each kernel, as polynomials in the sizes. */
  readonly operations: readonly LoopStats[];
}

export interface LoopStats {
  readonly name: string;
  readonly count: Expr;
  readonly passes: readonly LoopPassCount[];
}

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

/** The two kinds of models in the runtime, and the kernels that each is made of. */
const FORMS = {
  /** Σ (w_i/2) r_i² with residuals that vanish on Γ: through JJᵀ. */
  squares: { make: "residualModel", model: "ResidualModel", kernels: "ResidualKernels", derive: undefined },
  /** Any other loss: by eigenvectors of ∇²L, whose rank has to be given. */
  general: {
    make: "eigenModel",
    model: "EigenModel",
    kernels: "GeneralKernels",
    derive: [
      ...[
        "loss",
        "gradient",
        "hessianVector",
        "thirdAlong",
        "laplacian",
        "laplacianGradient",
        "batchGradient",
        "addSampleGradient",
        "noise",
      ],
    ] as readonly LoopKernelName[],
  },
} as const;

export type Form = keyof typeof FORMS;

const SELF_CHECK = "$selfCheck";

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
    $creation: [...readData(spec, written), code, ...model(spec, kernels, names, choice)].join("\n"),
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

/** How sizes are spelled at creation. */
class Naming {
  readonly #sizes: LoopText["sizes"];

  constructor({ sizes }: LoopText) {
    this.#sizes = sizes;
  }

  readonly size = (range: Size): string => {
    if (typeof range === "number") return String(range);
    const [name, less] = splitSize(range);
    return less === 0 ? this.#sizes.get(name)! : `(${this.#sizes.get(name)!} - ${String(less)})`;
  };
  readonly product = (shape: readonly Size[]): string => shape.map(this.size).join(" * ") || "1";
  readonly list = (shape: readonly Size[]): string => `[${shape.map(this.size).join(", ")}]`;
}

/** Sizes that some array of the data shows need not be given. */
const shownSizes = (data: Slot | undefined): ReadonlySet<Size> =>
  new Set(data ? dataArrays(data).flatMap(({ tensor }) => tensor.shape) : []);

function sizesDeclaration({ sizes }: LoopText, data: Slot | undefined): string {
  const shown = shownSizes(data);
  const fields = [...sizes.keys()].map((name) =>
    shown.has(name)
      ? `/** Read off the data; checked when it is given. */\nreadonly ${property(name)}?: number;`
      : `/** No array of the data shows it. */\nreadonly ${property(name)}: number;`,
  );
  return `/** The named sizes. */\nexport interface Sizes {\n${fields.join("\n")}\n}`;
}

const dataDocumentation = (data: Slot): string => {
  const shapes = dataArrays(data).map(({ tensor, path }) => `${path}: [${tensor.shape.join(", ")}]`);
  const doc = [
    "The known numbers of the loss. An array is nested, or { values: Float64Array, shape }, which is not copied.",
    `Shapes: ${shapes.join("; ")}.`,
  ];
  return `${comment(doc)}\n${dataDeclaration(data, (rank) => `DataArray<${String(rank)}>`)}`;
};

function argumentList({ data, form }: NamedSizesSpec, { sizes }: LoopText): string {
  const shown = shownSizes(data);
  const isComplete = [...sizes.keys()].every((name) => shown.has(name));
  return [
    ...(data ? ["data: Data"] : []),
    `sizes: Sizes${isComplete ? " = {}" : ""}`,
    form === "squares" ? "options: ResidualModelOptions = {}" : "options: EigenModelOptions",
  ].join(", ");
}

/** Checks every array of the data and lays it out flat, row-major; then the sizes are known. */
const readData = ({ data, leastSizes = {} }: NamedSizesSpec, { sizes, data: identifiers }: LoopText): string[] => [
  `const reader = new DataReader({ ...sizes }, ${JSON.stringify([...sizes.keys()])});`,
  ...(data ? fieldChecks(data, "data", "reader.fields") : []),
  ...(data ? dataArrays(data) : []).map(({ tensor, path }) => {
    const name = JSON.stringify(path);
    const read =
      tensor.shape.length === 0
        ? `reader.number(${name}, ${path})`
        : `reader.array(${name}, ${path}, ${JSON.stringify(tensor.shape)})`;
    return `const ${identifiers.get(tensor.name)!} = ${read};`;
  }),
  ...[...sizes].map(([name, identifier]) => {
    const least = leastSizes[name];
    return `const ${identifier} = reader.size(${JSON.stringify(name)}${least === undefined ? "" : `, ${String(least)}`});`;
  }),
];

/** The kernels as one object, and the model made of them. */
function model(
  { name, problem, form, isQuadratic }: NamedSizesSpec,
  kernels: ReadonlyMap<string, LoopKernel>,
  names: Naming,
  choice: string,
): string[] {
  const batch = kernels.get("batchGradient");
  const residuals = kernels.get("residuals")?.output.views.map(({ tensor }) => names.product(tensor.shape));
  const parameters = problem.parameters.map((p) => `[${JSON.stringify(p.name)}, ${names.list(p.shape)}]`);
  const noise = problem.noise && kernels.get("noise");
  return [
    `const kernels = ${choice};`,
    ...(batch
      ? [
          `const sampled = sampledLoss(${names.list(batch.samples!)}, kernels.addSampleGradient, ${batchFunction(batch)});`,
        ]
      : []),
    `const model = ${FORMS[form].make}({`,
    `name: ${JSON.stringify(name)},`,
    `parameters: entryNames([${parameters.join(", ")}]),`,
    ...(residuals ? [`residuals: ${residuals.join(" + ")},`] : []),
    "kernels,",
    ...(isQuadratic ? ["isQuadratic: true,"] : []),
    ...(batch ? ["samples: samplesOf(sampled),"] : []),
    ...(hasLabels(kernels) ? [`labels: labelsOf(${JSON.stringify(problem.labels)}, sampled, kernels),`] : []),
    ...(noise
      ? [
          `noise: { channels: ${problem.noise.xi.map(({ shape }) => names.product(shape)).join(" + ")}, apply: kernels.noise },`,
        ]
      : []),
    "}, options);",
  ];
}

const hasShifts = (kernel: LoopKernel | undefined): boolean =>
  kernel?.inputs.some(({ name }) => name === "shifts") ?? false;

/** Whether the labels are known, and the stochastic gradient sees them. */
const hasLabels = (kernels: ReadonlyMap<string, LoopKernel>): boolean =>
  kernels.has("labelSlopes") && hasShifts(kernels.get("batchGradient"));

/** The batch gradient with one signature, whatever the number of indices of a sample. */
function batchFunction(kernel: LoopKernel): string {
  const rows = kernel.samples!.map((_, axis) => `rows[${String(axis)}]!`);
  const shifts = hasShifts(kernel);
  return `(x, rows, ${shifts ? "shifts" : "_shifts"}, out) => { kernels.batchGradient(x, ${[...rows, ...(shifts ? ["shifts"] : []), "out"].join(", ")}); }`;
}

function member({ kernel, operations }: LoopFunction): string {
  const args = [...kernel.inputs, ...(kernel.returns ? [] : [kernel.output])];
  const doc = [
    ...kernel.doc,
    `Operations: ${print(operations)}.`,
    ...args.filter((arg) => arg.doc !== "").map((arg) => `@param ${arg.name} ${arg.doc}`),
  ];
  const list = args.map(({ name }) => `${name}: Float64Array`).join(", ");
  return `${comment(doc)}\nreadonly ${kernel.name}: (${list}) => ${kernel.returns ? "number" : "void"};`;
}

const driftTypes = ({ eigenvectors = [] }: NamedSizesSpec): string =>
  eigenvectors.map((spec) => `${comment(docOf(spec))}\nreadonly ${spec.name}: ${functionType(spec)};`).join("\n\n");

/** D as an expression in the sizes. */
const dimension = (parameters: readonly Tensor[]): Expr =>
  add(...parameters.map(({ shape }) => multiply(...shape.map(size))));

const header = (
  { name, version, source, problem, summary }: NamedSizesSpec,
  functions: readonly LoopFunction[],
): string =>
  comment(
    [
      `${name}: the limiting dynamics of SGD near the minimizers of the loss, for every value of the named sizes.`,
      "",
      `L = ${print(problem.loss)}`,
      `D = ${print(dimension(problem.parameters))} parameters: ${problem.parameters.map((p) => p.name).join(", ")}`,
      ...summary,
      "",
      `Generated by gen-sde ${version} from ${source.file}; do not edit.`,
      `Source: sha256 ${source.sha256}`,
      `Kernels: ${functions.map(({ kernel }) => kernel.name).join(", ")}`,
      `Largest self-check error: ${SELF_CHECK}`,
    ].flatMap((line) => wrap(line)),
  );
