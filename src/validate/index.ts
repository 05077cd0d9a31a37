export { type Contest, contest } from "./contest.js";
export { dynamicsOf, type LossOptions, validateLoss } from "./of-loss.js";
export { printValidation, verdictLine } from "./print.js";
export { validate, type ValidateOptions } from "./validate.js";
export type * from "./validation.js";
