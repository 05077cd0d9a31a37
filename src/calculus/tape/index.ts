export { type Direction, Jet } from "./jet.js";
export { Tape } from "./tape.js";
