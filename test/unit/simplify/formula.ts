/** Formulas in tests: a, b, c and k are constants of the problem, every other name is a parameter. */
import { type Element, type Expr, symbol } from "../../../src/expr/index.js";
import { parse } from "../../../src/nerdamer/parse.js";

const CONSTANTS = "abck";

export const variable = (name: string): Element => symbol(name, CONSTANTS.includes(name) ? "data" : "parameter");
export const formula = (text: string): Expr =>
  parse(text, (name) => (/^[a-z]\d?$/.test(name) && name !== "e" ? variable(name) : undefined));
