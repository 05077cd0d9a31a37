/** Losses that are sums over samples: one at a time, batches of them, and noise on their labels. */
export { labelsOf, samplesOf } from "./labels.js";
export { sampleLabels } from "./sample-labels.js";
export { sampledLoss } from "./sampled-loss.js";
