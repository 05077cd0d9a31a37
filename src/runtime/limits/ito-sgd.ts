import { itoSgd as itoSgdProcess } from "../processes/ito-sgd.js";
import { declared } from "./declared.js";
import { dynamics } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { NOISE_OPTIONS, noiseNameOf } from "./noise-options.js";

const { law: _, ...NOISE } = NOISE_OPTIONS;

/** The SDE that is often put in place of SGD on the fast scale; it has the same slow limit. */
export const itoSgd = dynamics({
  name: "itoSgd",
  title: "Itô SDE of SGD",
  update: "dX = −∇L ds + √η σ dW, s = kη, by Euler–Maruyama steps ds = η",
  equation: declared.equation,
  timeScale: "t = ηs",
  source: "Q. Li, Tai, E, ICML 2017 (arXiv 1511.06251)",
  assumptions: declared.assumptions,
  options: { ...NOISE, integrator: INTEGRATOR },
  algorithm(model, { learningRate, scale, seed, ...options }) {
    if (typeof learningRate !== "number") throw new RangeError("the Itô SDE of SGD needs a constant learningRate");
    return itoSgdProcess(model, { noise: noiseNameOf(model, options), learningRate, scale, seed });
  },
  limit: (model, options) => limitOfSgd(model, noiseNameOf(model, options), options),
});
