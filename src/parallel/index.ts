/** gen-sde/parallel: ensembles on several threads of node. */
export { ensemble, ensembleOverTime, type ParallelOptions } from "./ensemble.js";
export type { ProcessSource } from "./source.js";
