import { limits } from "../runtime/index.js";
import type { Dynamics } from "./dynamics.js";
import { preconditionedDrift } from "./scaled.js";

export const preconditioned: Dynamics = {
  limit: limits.preconditioned,
  noisy: true,
  inputs: [{ name: "S", doc: "the diagonal of the preconditioner at x, positive", as: "scales", trial: 0.8 }],
  isGradient: false,
  closedForm: ({ manifold, noise, inputs }) => preconditionedDrift(manifold, inputs.S!, noise),
};
