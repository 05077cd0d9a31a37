/** A loss given as a formula on the command line. */
import { type Expr, symbol } from "../expr/index.js";
import { parseMath } from "../nerdamer/index.js";
import type { LossModel } from "../read/index.js";

/** @throws DiagnosticError when the formula cannot be read, with the position in it */
export function lossFromFormula(name: string, formula: string, parameters: readonly string[]): LossModel {
  const loss: Expr = parseMath(formula, parameters);
  return {
    name,
    source: `${formula} in ${parameters.join(", ")}`,
    parameters: {
      kind: "tuple",
      items: parameters.map((parameter) => ({ kind: "tensor", tensor: symbol(parameter).tensor })),
    },
    loss,
    hasExample: false,
    warnings: [],
  };
}
