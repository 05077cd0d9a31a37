/** Drifts that have no closed form: functions that ask the runtime's table of limits. */
import type { CodeBlockWriter } from "ts-morph";
import { functionSignature } from "./kernels.js";
import { type Members, entry } from "./members.js";
import type { NameTable } from "./names.js";
import type { EigenvectorSpec, ModuleSpec } from "./spec.js";

/** What the module imports from "gen-sde/runtime" for them. */
export function driftImports({ eigenvectors = [] }: Drifts): readonly string[] {
  const covariances = new Set(eigenvectors.flatMap(({ noise }) => (noise ? [covarianceFunction(noise)] : [])));
  return eigenvectors.length === 0 ? [] : ["limits", ...covariances];
}

const covarianceFunction = (noise: EigenvectorSpec["noise"]): string =>
  noise === "isotropic" ? "isotropicCovariance" : "noiseCovariance";

/** Writes the functions; gives their entries of the returned object. */
export function writeEigenvectors(
  writer: CodeBlockWriter,
  spec: ModuleSpec,
  scope: NameTable,
  locals: Members,
): readonly string[] {
  const { eigenvectors = [], kernels, parameters, rank } = spec;
  if (eigenvectors.length === 0) return [];
  // The functions' own arguments keep their names.
  for (const { inputs, output } of eigenvectors)
    for (const name of [...inputs.map((input) => input.name), output.name]) scope.take(name);
  const local = (name: string): string => locals.get(kernels.find((kernel) => kernel.name === name)!)!;
  const curvature = scope.take("curvature");
  const fields = ["hessian", "thirdContraction"].map((name) => entry(name, local(name)));
  writer.blankLine().writeLine(`const ${curvature} = { dimension: ${parameters.length}, ${fields.join(", ")} };`);
  return eigenvectors.map((member) => {
    const { name, noise } = member;
    const own = scope.take(name);
    writer
      .blankLine()
      .write(`function ${own}${functionSignature(member)} `)
      .block(() => {
        const Sigma = noise && covariance(spec, noise, locals);
        writer.writeLine(driftStatement(member, curvature, String(rank), Sigma));
      });
    return entry(name, own);
  });
}

/** out.set(drift of the runtime's limit), for the derivatives of the model that is called `curvature`. */
function driftStatement(
  { limit, inputs, output }: EigenvectorSpec,
  curvature: string,
  rank: string,
  Sigma: string | undefined,
): string {
  const named = (as: string): string[] => inputs.filter((input) => input.as === as).map((input) => input.name);
  const [x] = inputs;
  const state = [x!.name, ...named("memory")];
  const options = [
    ...(Sigma === undefined ? [] : [`Sigma: ${Sigma}`]),
    ...named("option"),
    ...named("scales").map((S) => `scales: (_: Float64Array, values: Float64Array) => { values.set(${S}); }`),
  ];
  const at = state.length === 1 ? state[0]! : `Float64Array.of(${state.map((part) => `...${part}`).join(", ")})`;
  const object = options.length === 0 ? "{}" : `{ ${options.join(", ")} }`;
  return `${output.name}.set(limits.${limit}.coefficients(${curvature}, ${at}, ${rank}, ${object}).drift);`;
}

type Drifts = Pick<ModuleSpec, "eigenvectors">;

/** The entries of an object for a model that has its noises and its rank as members. */
export const driftFunctions = ({ eigenvectors = [] }: Drifts, model: string): readonly string[] =>
  eigenvectors.map((member) => {
    const { name, noise } = member;
    const Sigma =
      noise === undefined || noise === "isotropic"
        ? noise && covarianceFunction(noise)
        : `${covarianceFunction(noise)}(${model}.noises.${noise}!)`;
    return `${name}${functionSignature(member)} { ${driftStatement(member, model, `${model}.rank`, Sigma)} }`;
  });

function covariance({ noises }: ModuleSpec, name: NonNullable<EigenvectorSpec["noise"]>, locals: Members): string {
  if (name === "isotropic") return covarianceFunction(name);
  const { channels, kernels } = noises.find((noise) => noise.name === name)!;
  const apply = locals.get(kernels.find((kernel) => kernel.name === "apply")!)!;
  return `${covarianceFunction(name)}({ channels: ${channels}, ${entry("apply", apply)} })`;
}
