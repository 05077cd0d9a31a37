export { algorithmStart } from "./algorithm-start.js";
export type { Column } from "./columns.js";
export { FORMAT_NAMES, type FormatName, isFormat } from "./formats/index.js";
export { checkProcessName, checkRate, type Plan, plan, type Settings } from "./plan.js";
export { run, type RunOptions, type RunProgress, type RunResult } from "./run.js";
