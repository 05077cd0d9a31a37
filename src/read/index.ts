export { elementsOf, flatten } from "./flatten.js";
export * from "./model.js";
export { type FlatArgument, flattenArgument, packArgument } from "./pack.js";
export { readLoss } from "./read-loss.js";
export { type LossModule, runLossModule } from "./run-source.js";
