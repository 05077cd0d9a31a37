/** Kernels of any loss: L, ∇L, ∇²L v and ∇²L. */
import type { Context } from "./context.js";
import type { LoopKernel } from "../kernel.js";
import { matrixArgument, viewOf } from "../layout.js";
import { alongTensors, unitVector } from "./tangent.js";

export const loss = (context: Context): LoopKernel =>
  context.number("loss", "L(x)", [context.x], context.cut(context.problem.loss));

/** ∂L/∂p[at] for any parameter p. */
export const gradientOf = (context: Context): ReturnType<Context["adjoints"]> =>
  context.adjoints(context.cut(context.problem.loss));

export const gradient = (context: Context): LoopKernel =>
  context.overParameters("gradient", "∇L(x)", [context.x], gradientOf(context));

/** Forward over reverse: d/dt ∇L(x + t v). */
export function hessianVector(context: Context): LoopKernel {
  const v = context.vector("v", "an ambient vector, length D");
  const derivative = gradientOf(context);
  const along = context.tangents(alongTensors((p) => viewOf(v, p)));
  return context.overParameters("hessianVector", "∇²L(x) v", [context.x, v], (p, at) => along(derivative(p, at)));
}

/** Column by column: the direction is a unit vector with a free position. */
export function hessian(context: Context): LoopKernel {
  const { parameters } = context;
  const derivative = gradientOf(context);
  const doc = "∇²L(x), D × D row-major";
  const output = matrixArgument("out", parameters, parameters, doc);
  const values = parameters.flatMap((p) =>
    parameters.map((q) =>
      context.define(output, [p, q], (at) => {
        const [row, column] = [at.slice(0, p.shape.length), at.slice(p.shape.length)];
        return context.tangents(unitVector(q, column))(derivative(p, row));
      }),
    ),
  );
  return { name: "hessian", doc: [doc], inputs: [context.x], output, returns: false, values };
}
