/**
 * Kernels of weighted least squares Σ (w_i / 2) r_i²: the residuals' Jacobian J and curvatures R_i = ∇²r_i, each only in
 * the contractions that the limiting dynamics need.
 */
import { type Expr, add, multiply, power, two } from "../../expr/index.js";
import { type Context, type Family, overEntries, rename, sumOver } from "./context.js";
import type { LoopKernel } from "../kernel.js";
import type { Definition } from "../lets.js";
import { entry, matrixArgument, vectorArgument, viewOf } from "../layout.js";
import { alongTensors, unitVector } from "./tangent.js";

export const residuals = (context: Context): LoopKernel =>
  context.overResiduals("residuals", "r(x)", [context.x], (r) => r);

export const weights = (context: Context): LoopKernel => {
  const output = vectorArgument("out", "argument", context.residualParts, "length M");
  const values = context.families.map((family) =>
    context.atResidual(output, [family.part], family, () => family.weight),
  );
  return { name: "weights", doc: ["w"], inputs: [context.x], output, returns: false, values };
};

export function jacobian(context: Context): LoopKernel {
  const doc = "J = dr(x), M × D row-major";
  const output = matrixArgument("out", context.residualParts, context.parameters, doc);
  const values = context.families.flatMap((family) => {
    const derivative = context.adjoints(family.residual);
    return context.parameters.map((p) =>
      context.atResidual(output, [family.part, p], family, (at) => derivative(p, at)),
    );
  });
  return { name: "jacobian", doc: [doc], inputs: [context.x], output, returns: false, values };
}

/**
 * G = J Jᵀ entry by entry, on and below the diagonal; what the Jacobian's structure allows is summed at creation or once
 * for both factors.
 */
export function gram(context: Context): LoopKernel {
  const doc = "G = J(x) J(x)ᵀ on and below the diagonal; what stands above it means nothing";
  const output = matrixArgument("out", context.residualParts, context.residualParts, "M × M, row-major");
  const values = context.families.flatMap((row, position) =>
    context.families.slice(0, position + 1).map((column): Definition => {
      const [left, right] = [context.adjoints(row.residual), context.adjoints(column.residual)];
      const block = context.atResidual(output, [row.part, column.part], row, (at) =>
        overEntries(context, (p, entryAt) => multiply(left(p, entryAt), rename(right(p, entryAt), column.indices, at))),
      );
      return row === column ? { ...block, symmetric: true } : block;
    }),
  );
  return { name: "gram", doc: [doc], inputs: [context.x], output, returns: false, values };
}

export function jacobianVector(context: Context): LoopKernel {
  const v = context.vector("v", "an ambient vector, length D");
  const along = context.tangents(alongTensors((p) => viewOf(v, p)));
  return context.overResiduals("jacobianVector", "J(x) v", [context.x, v], along);
}

export function jacobianTransposed(context: Context): LoopKernel {
  const c = vectorArgument("c", "argument", context.residualParts, "one number per residual, length M");
  const paired = overFamilies(context, (family) => multiply(entry(c, [family.part], family.indices), family.residual));
  return context.overParameters("jacobianTransposed", "J(x)ᵀ c", [context.x, c], context.adjoints(paired));
}

/** On Γ the Hessian is Σ w_i ∇r_i ∇r_iᵀ, its trace Σ w_i |∇r_i|². */
const traceOnGamma = (context: Context): Expr =>
  overFamilies(context, (family) => {
    const derivative = context.adjoints(family.residual);
    return multiply(
      family.weight,
      overEntries(context, (p, at) => power(derivative(p, at), two)),
    );
  });

export const hessianTrace = (context: Context): LoopKernel =>
  context.number("hessianTrace", "tr ∇²L(x) = Σ w_i |∇r_i|², x on Γ", [context.x], traceOnGamma(context));

export const hessianTraceGradient = (context: Context): LoopKernel =>
  context.overParameters(
    "hessianTraceGradient",
    "the ambient gradient of Σ w_i |∇r_i|²",
    [context.x],
    context.adjoints(context.cut(context.contract(traceOnGamma(context)))),
  );

/** Σ_i R_i B_i is the gradient of Σ_i ⟨∇r_i, B_i⟩ with B frozen. */
export function curvatureContraction(context: Context): LoopKernel {
  const B = matrixArgument("B", context.residualParts, context.parameters, "M × D, row-major");
  const paired = overFamilies(context, (family) => {
    const derivative = context.adjoints(family.residual);
    return overEntries(context, (p, at) =>
      multiply(derivative(p, at), entry(B, [family.part, p], [...family.indices, ...at])),
    );
  });
  const contracted = context.cut(context.contract(paired));
  return context.overParameters("curvatureContraction", "Σ_i R_i B_i", [context.x, B], context.adjoints(contracted));
}

export function curvatureQuadratic(context: Context): LoopKernel {
  const p = context.vector("p", "an ambient vector, length D");
  const along = context.tangents(alongTensors((parameter) => viewOf(p, parameter)));
  return context.overResiduals("curvatureQuadratic", "pᵀ R_i p", [context.x, p], (r) => along(along(r)));
}

/** tr R_i: second derivatives along unit vectors, summed over their position. */
export const curvatureTraces = (context: Context): LoopKernel =>
  context.overResiduals("curvatureTraces", "tr R_i", [context.x], (r) =>
    overEntries(context, (p, at) => {
      const along = context.tangents(unitVector(p, at));
      return along(along(r));
    }),
  );

const overFamilies = (context: Context, term: (family: Family) => Expr): Expr =>
  add(...context.families.map((family) => sumOver(family.indices, term(family))));
