/** Random numbers, each a pure function of (seed, path, step, index): Philox blocks, and laws read off them. */
export { type Draw, draws, drawsSideBySide, type Law, summed } from "./law.js";
export { fillNormal, gaussian } from "./normal.js";
export { philox4x32 } from "./philox.js";
export { fillRademacher, fillUniform, rademacher, uniform } from "./uniform.js";
