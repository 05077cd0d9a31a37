/** Formulas as text in tests: a, b, c and k are constants of the problem, every other name is a parameter. */
import { type Element, type Expr, symbol } from "../../src/expr/index.js";
import { parse } from "../../src/nerdamer/parse.js";

const CONSTANTS = ["a", "b", "c", "k"];

export const variable = (name: string): Element => symbol(name, CONSTANTS.includes(name) ? "data" : "parameter");

/** "pi" is the circle constant; there is no e, write exp(1). */
export const formula = (text: string): Expr =>
  parse(text, (name) => (["pi", "e", "E", "PI"].includes(name) ? undefined : variable(name)));
