/** Kernels of the noise: of labels, and of the gradient where the loss file declares it. */
import { element } from "../../expr/index.js";
import type { Context } from "./context.js";
import type { LoopKernel } from "../kernel.js";
import { vectorArgument, viewOf } from "../layout.js";
import { elementReplacer } from "../nest.js";
import { labelsOf } from "./labels.js";

export function labelSlopes(context: Context): LoopKernel | undefined {
  const labels = labelsOf(context.problem);
  if (!labels) return undefined;
  const doc = `the slopes of the residuals in their labels ${labels.name}`;
  const output = vectorArgument("out", "argument", context.residualParts, "length M");
  const values = context.families.map((family) =>
    context.atResidual(output, [family.part], family, () => labels.slope),
  );
  return { name: "labelSlopes", doc: [doc], inputs: [context.x], output, returns: false, values };
}

/** σ(x)ξ, linear in ξ. */
export function noise(context: Context): LoopKernel | undefined {
  const declared = context.problem.noise;
  if (!declared) return undefined;
  const xi = vectorArgument("xi", "argument", declared.xi, "the random vector ξ, mean 0 and covariance I");
  const asArgument = elementReplacer((e) => (e.tensor.role === "noise" ? element(viewOf(xi, e.tensor), e.indices) : e));
  return context.overParameters("noise", "σ(x)ξ of the declared noise", [context.x, xi], (p, at) =>
    context.cut(asArgument(declared.component(p, at))),
  );
}
