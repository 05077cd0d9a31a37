import { limits } from "../runtime/index.js";
import type { Dynamics } from "./dynamics.js";
import { limitingSde } from "./terms.js";

/** The SDE of SGD, in the time of the effective learning rate. */
export const heavyBall: Dynamics = {
  limit: limits.heavyBall,
  noisy: true,
  inputs: [],
  isGradient: false,
  closedForm: ({ manifold, noise }) => [...limitingSde(manifold, noise).total],
};
