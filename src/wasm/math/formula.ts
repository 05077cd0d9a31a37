/** What a formula for a function is written with: lanes of doubles, and a place for intermediate results. */
import type { Callee, Code } from "../code.js";
import type { FunctionBuilder } from "../function.js";
import type { Lanes } from "../lanes.js";

export interface Formula {
  readonly lanes: Lanes;
  /** Names an intermediate result. */
  readonly let: (value: Code) => Code;
  /** A function of the host: (f64) -> f64. */
  readonly host: (name: string) => Callee;
}

/** f(x), x computed already. */
export type MathFunction = (formula: Formula, x: Code) => Code;

export const formulaIn = (built: FunctionBuilder, lanes: Lanes, host: (name: string) => Callee): Formula => ({
  lanes,
  let: (value) => built.let(lanes.type, value),
  host,
});

/** c₀ + x (c₁ + x (c₂ + …)) */
export const polynomial = (
  { lanes: { add, mul, constant } }: Formula,
  x: Code,
  coefficients: readonly number[],
): Code =>
  coefficients
    .slice(0, -1)
    .reduceRight<Code>((sum, c) => add(constant(c), mul(x, sum)), constant(coefficients.at(-1)!));
