import { itoSgd as itoSgdProcess } from "../processes/ito-sgd.js";
import { declared } from "./declared.js";
import { dynamics } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { checkInteger } from "../check.js";
import { NOISE_OPTIONS, noiseNameOf } from "./noise-options.js";
import { integer } from "./options.js";

const { law: _, ...NOISE } = NOISE_OPTIONS;

/** The SDE that is often put in place of SGD on the fast scale; it has the same slow limit. */
export const itoSgd = dynamics({
  name: "itoSgd",
  title: "Itô SDE of SGD",
  update: "dX = −∇L ds + √η σ dW, s = kη, by Euler–Maruyama steps of length η/parts",
  equation: declared.equation,
  timeScale: "t = ηs",
  source: "Q. Li, Tai, E, ICML 2017 (arXiv 1511.06251)",
  assumptions: declared.assumptions,
  options: {
    ...NOISE,
    parts: integer("steps for one of SGD; a single one is a step of SGD with Gaussian noise", 10),
    integrator: INTEGRATOR,
  },
  algorithm(model, { learningRate, parts, scale, seed, ...options }) {
    checkInteger("parts", parts, 1);
    if (typeof learningRate !== "number") throw new RangeError("the Itô SDE of SGD needs a constant learningRate");
    const ds = learningRate / parts;
    return itoSgdProcess(model, { noise: noiseNameOf(model, options), learningRate, ds, scale, seed });
  },
  limit: (model, options) => limitOfSgd(model, noiseNameOf(model, options), options),
});
