/** Drifts that have no closed form: functions that ask the runtime's table of limits. */
import type { CodeBlockWriter } from "ts-morph";
import { functionSignature } from "./kernels.js";
import { type Members, entry } from "./members.js";
import type { NameTable } from "./names.js";
import type { EigenvectorSpec, ModuleSpec } from "./spec.js";

/** What the module imports from "gen-sde/runtime" for them. */
export function eigenvectorImports({ eigenvectors = [] }: ModuleSpec): readonly string[] {
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
    const { name, limit, inputs, noise } = member;
    const named = (as: string): string[] => inputs.filter((input) => input.as === as).map((input) => input.name);
    const [x] = inputs;
    const state = [x!.name, ...named("memory")];
    const options = [
      ...(noise ? [`Sigma: ${covariance(spec, noise, locals)}`] : []),
      ...named("option"),
      ...named("scales").map((S) => `scales: (_: Float64Array, values: Float64Array) => { values.set(${S}); }`),
    ];
    const at = state.length === 1 ? state[0]! : `Float64Array.of(${state.map((part) => `...${part}`).join(", ")})`;
    const own = scope.take(name);
    writer
      .blankLine()
      .write(`function ${own}${functionSignature(member)} `)
      .block(() => {
        const object = options.length === 0 ? "{}" : `{ ${options.join(", ")} }`;
        const call = `limits.${limit}.coefficients(${curvature}, ${at}, ${rank}, ${object})`;
        writer.writeLine(`${member.output.name}.set(${call}.drift);`);
      });
    return entry(name, own);
  });
}

function covariance({ noises }: ModuleSpec, name: NonNullable<EigenvectorSpec["noise"]>, locals: Members): string {
  if (name === "isotropic") return covarianceFunction(name);
  const { channels, kernels } = noises.find((noise) => noise.name === name)!;
  const apply = locals.get(kernels.find((kernel) => kernel.name === "apply")!)!;
  return `${covarianceFunction(name)}({ channels: ${channels}, ${entry("apply", apply)} })`;
}
