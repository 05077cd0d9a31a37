import { checkInteger } from "../check.js";
import { samplesIn } from "../model.js";
import { sampleSgd as sampleSgdProcess } from "../processes/sample-sgd.js";
import { multiplied, sampleCovariance } from "../normal-space/index.js";
import { declared } from "./declared.js";
import { dynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { sdeOf } from "./limit-process.js";
import { integer } from "./options.js";

/** SGD on the data: its noise is that of the choice of samples. */
export const sampleSgd = dynamics({
  name: "sampleSgd",
  title: "SGD on samples",
  update: "x ← x − (η/B) Σ_b ∇L_{i_b}, i_b uniform",
  equation: `${declared.equation}, Σ = Cov_i(∇L_i)/B; nothing moves where all samples are fitted`,
  timeScale: "t = Σ η²",
  source: declared.source,
  assumptions: [...ON_A_MANIFOLD, "samples are drawn independently and uniformly"],
  needs: "samples",
  options: { batch: integer("B, the samples per step", 1) },
  algorithm: (model, { learningRate, seed, batch }) => sampleSgdProcess(model, { learningRate, seed, batch }),
  limit(model, { batch, ...options }) {
    checkInteger("batch", batch, 1);
    const samples = samplesIn(model);
    return sdeOf(declared, model, { Sigma: multiplied(sampleCovariance(samples), 1 / batch) }, options);
  },
});
