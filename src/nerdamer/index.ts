export { parseFormula, parseMath } from "./parse-math.js";
export { nerdamerDerivative, propose } from "./propose.js";
