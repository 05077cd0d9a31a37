/** The creation of the model from the kernels. */
import type { LoopFunction, LoopKernel } from "../../loops/index.js";
import { FORMS, type NamedSizesSpec } from "./spec.js";
import { Naming } from "./sizes.js";

/** The kernels as one object, and the model made of them. */
export function creation(
  { name, problem, form, isQuadratic }: NamedSizesSpec,
  functions: readonly LoopFunction[],
  names: Naming,
  choice: string,
): string[] {
  const kernels = new Map(functions.map(({ kernel }) => [kernel.name, kernel]));
  const batch = kernels.get("batchGradient");
  const residuals = kernels.get("residuals")?.output.views.map(({ tensor }) => names.product(tensor.shape));
  const parameters = problem.parameters.map((p) => `[${JSON.stringify(p.name)}, ${names.list(p.shape)}]`);
  const noise = problem.noise && kernels.get("noise");
  return [
    `const kernels = ${choice};`,
    ...(batch ? [`const sampled = sampledLoss(${names.list(batch.samples!)}, ${gradients(batch, functions)});`] : []),
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
export const hasLabels = (kernels: ReadonlyMap<string, LoopKernel>): boolean =>
  kernels.has("labelSlopes") && hasShifts(kernels.get("batchGradient"));

/** The gradients of one sample and of many, and whether steps of one are in place. */
function gradients(batch: LoopKernel, functions: readonly LoopFunction[]): string {
  const { kernel, inPlace } = functions.find(({ kernel }) => kernel.adds)!;
  return [`kernels.${kernel.name}`, batchFunction(batch), ...(inPlace ? ["{ inPlace: true }"] : [])].join(", ");
}

/** The batch gradient with one signature, whatever the number of indices of a sample. */
function batchFunction(kernel: LoopKernel): string {
  const rows = kernel.samples!.map((_, axis) => `rows[${String(axis)}]!`);
  const shifts = hasShifts(kernel);
  return `(x, rows, ${shifts ? "shifts" : "_shifts"}, out) => { kernels.batchGradient(x, ${[...rows, ...(shifts ? ["shifts"] : []), "out"].join(", ")}); }`;
}
