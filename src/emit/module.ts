/** Prints a generated module: lowering, one template, one formatting. */
import { CodeBlockWriter } from "ts-morph";
import type { OperationCounts } from "../expr/count.js";
import { lower } from "../lower/index.js";
import type { Kernel } from "../lower/kernel.js";
import { type Code, type PassCount, callsOf } from "../lower/program.js";
import type { Slot } from "../read/model.js";
import { closedFlowImports, closedFlowTypes, writeClosedFlow } from "./closed-flow.js";
import { dataChecks, dataDeclaration, dataReader, fieldChecks } from "./data.js";
import { driftImports, writeEigenvectors } from "./eigenvectors.js";
import { isBatchable, writeBatch } from "./batch/module.js";
import { header } from "./header.js";
import { writeCode } from "./kernels.js";
import {
  type Members,
  memberEntries,
  memberTypes,
  membersOf,
  noiseEntries,
  noisesType,
  simulatorBase,
} from "./members.js";
import { NameTable } from "./names.js";
import { type Unwanted, functionsOf, unwantedFunctions, withoutUnwanted } from "./only.js";
import { type Repeats, isSameFunction, repeatsAmong } from "./repeats.js";
import { sampleImports, sampleTypes, writeSamples } from "./samples.js";
import type { ModuleSpec } from "./spec.js";
import { wasmText } from "./target.js";
import { fillTemplate, readTemplate } from "./template.js";
import { RUNTIME_FUNCTIONS } from "./typescript.js";

export interface EmittedModule {
  readonly text: string;
  readonly stats: readonly KernelStats[];
  /** Functions that nobody asked for: counted when they are asked about. */
  readonly unwanted: () => readonly Unwanted[];
}
/** Operations per call of a function: each distinct subexpression once, and as emitted. */
export interface KernelStats {
  readonly name: string;
  readonly before: OperationCounts;
  readonly after: OperationCounts;
  /** Counted when they are asked for. */
  readonly passes: () => readonly PassCount[];
  /** How many functions the kernel is split among, so that V8 optimises each. */
  readonly functions: number;
}

/** Runs on the text before it is released; says how large the largest error was, for the header. */
export type SelfCheck = (text: string) => string | Promise<string>;

/** Stands in the header until the self-check has run. */
const SELF_CHECK = "$selfCheck";

export async function emitModule(all: ModuleSpec, selfCheck: SelfCheck = () => "not checked"): Promise<EmittedModule> {
  const spec = withoutUnwanted(all);
  const functions = functionsOf(spec);
  const code = lower([...functions.keys()]);
  const stats = code.programs.map(({ kernel, before, after, passes, parts }): KernelStats => ({
    name: functions.get(kernel)!,
    before,
    after,
    passes,
    functions: parts.length,
  }));
  const text = await prettify(fillTemplate(readTemplate("simulator.ts"), texts(spec, functions, code, stats)));
  const largestError = await selfCheck(text);
  return {
    text: text.replace(SELF_CHECK, () => largestError),
    stats,
    unwanted: () => unwantedFunctions(all, spec),
  };
}

/** Prettier loads with the first text: who derives alone does without it. */
export async function prettify(text: string): Promise<string> {
  const { format } = await import("prettier/standalone");
  const plugins = [await import("prettier/plugins/babel"), await import("prettier/plugins/estree")];
  return format(text, { parser: "babel-ts", plugins, printWidth: 120 });
}

/** What goes into each hole of templates/simulator.ts. */
function texts(
  spec: ModuleSpec,
  functions: Members,
  code: Code,
  stats: readonly KernelStats[],
): Readonly<Record<string, string>> {
  const withBatch = isBatchable(spec, code);
  const imports = [
    ...RUNTIME_FUNCTIONS.filter((name) => callsOf(code).has(name)),
    ...driftImports(spec),
    ...closedFlowImports(spec),
    ...sampleImports(spec),
    ...(withBatch ? ["batches"] : []),
    ...(spec.only && spec.noises.length > 0 ? ["type NoiseModel"] : []),
  ];
  const scope = new NameTable().inner();
  for (const name of [...TEMPLATE_NAMES, ...imports]) scope.take(name.replace("type ", ""));
  const repeats = repeatsAmong([...functions.keys()]);
  const locals = localNames(functions, repeats, scope);
  const writer = new CodeBlockWriter({ indentNumberOfSpaces: 2 });
  for (const check of spec.data ? dataChecks(spec.data) : []) writer.writeLine(check);
  const constants = writeCode(writer, code, scope, locals, repeats, dataReader(spec.data));
  const batch = withBatch ? writeBatch(spec, code, constants, locals) : undefined;
  const entries = [
    ...memberEntries(membersOf(spec), locals),
    ...writeEigenvectors(writer, spec, scope, locals),
    ...writeSamples(writer, spec, scope, locals),
    ...writeClosedFlow(writer, spec, scope, locals),
    ...(batch === undefined ? [] : [`batch: batches(${batch.text})`]),
  ];
  return {
    $header: header(spec, stats, SELF_CHECK),
    $code: batch ? wasmText("wasmCode", batch.code) : "",
    $imports: imports.length > 0 ? `import { ${imports.join(", ")} } from "gen-sde/runtime";` : "",
    $helpers: spec.data
      ? `/** The known numbers of the loss. */\n${dataDeclaration(spec.data)}\n\n${dataCheckers(spec.data)}`
      : "",
    $creation: writer.toString(),
    $Model: simulatorBase(spec, withBatch),
    $name: JSON.stringify(spec.name),
    $dimension: String(spec.parameters.length),
    $rank: String(spec.rank),
    $parameters: `${JSON.stringify(spec.parameters)} as const`,
    $members: [...memberTypes(spec), ...sampleTypes(spec), ...closedFlowTypes(spec), ...noisesType(spec)].join("\n\n"),
    $functions: entries.join(", "),
    $noises: noiseEntries(spec, locals),
    _$data: spec.data ? "data: Data" : "",
  };
}

/** The functions' names inside `create`: the same for two kernels that compute the same. */
function localNames(functions: Members, repeats: Repeats, scope: NameTable): Members {
  const names = new Map<Kernel, string>();
  for (const [kernel, name] of functions) {
    const repeat = repeats.get(kernel);
    names.set(kernel, repeat && isSameFunction(kernel, repeat) ? names.get(repeat.of)! : scope.take(name));
  }
  return names;
}

/** What templates/simulator.ts and templates/check-shape.ts call their own things. */
const TEMPLATE_NAMES = [
  "Model",
  "parameters",
  "Data",
  "checkShape",
  "checkFields",
  "Simulator",
  "create",
  "data",
  "wasmCode",
];

/** Checks the data at creation. */
function dataCheckers(slot: Slot): string {
  const text = readTemplate("check-shape.ts").replaceAll("export ", "");
  return fieldChecks(slot).length > 0 ? text : text.slice(0, text.indexOf("/** Names what is missing. */"));
}
