export { type Contest, sgdContest } from "./contest.js";
export { validate, type ValidateOptions } from "./validate.js";
export type * from "./validation.js";
