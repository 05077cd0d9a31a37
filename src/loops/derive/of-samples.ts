/**
 * The stochastic gradient: a loss Σ_i l_i over one index, seen at the samples i = rows[b] alone. The rows enter the
 * expression before anything is derived, so that nothing is computed for the samples that were not drawn.
 */
import {
  type Expr,
  type IndexVariable,
  add,
  divide,
  element,
  index,
  multiply,
  negate,
  num,
  open,
  power,
  size,
  substitute,
  sum,
  two,
} from "../../expr/index.js";
import type { Context } from "./context.js";
import { dependsOnParameters, lengthSize } from "../dependence.js";
import type { LoopKernel } from "../kernel.js";
import { type Argument, vectorArgument } from "../layout.js";
import { residualFamilies } from "./residuals.js";

export function batchGradient(context: Context): LoopKernel | undefined {
  const samples = overSamples(context.problem.loss);
  if (!samples) return undefined;
  const { variable, term } = samples;
  const batch = lengthSize("rows");
  const argument = (name: string, doc: string, defines?: string): Argument => ({
    ...vectorArgument(name, "argument", [{ name: "b", shape: [batch] }], doc),
    ...(defines === undefined ? {} : { defines }),
  });
  const rows = argument("rows", "the samples drawn, each a whole number from 0", batch);
  const shifts = argument("shifts", "what is taken from the residuals of the samples drawn: label noise");
  const b = index("~b", batch);
  const [row, shift] = [rows, shifts].map(({ views }) => element(views[0]!.tensor, [b])) as [Expr, Expr];
  const [square, ...others] = residualFamilies(term) ?? [];
  const shifted =
    square && others.length === 0 && square.indices.length === 0
      ? multiply(num(1, 2), square.weight, power(add(square.residual, negate(shift)), two))
      : undefined;
  const atRow = substitute(shifted ?? term, new Map([[variable, row]]));
  const estimate = multiply(divide(size(variable.size), size(batch)), sum(b, atRow));
  return context.overParameters(
    "batchGradient",
    "the mean over the rows drawn of n ∇l_i, where r_i is r_i - shift",
    [context.x, rows, ...(shifted ? [shifts] : [])],
    context.adjoints(context.cut(estimate)),
  );
}

/** The loss as one sum over samples: scale and constant parts pulled inside. */
function overSamples(loss: Expr): { readonly variable: IndexVariable; readonly term: Expr } | undefined {
  const terms = (loss.kind === "add" ? loss.terms : [loss]).filter(dependsOnParameters);
  const opened = terms.map((term) => {
    const factors = term.kind === "mul" ? term.factors : [term];
    const varying = factors.filter(dependsOnParameters);
    const [only] = varying;
    if (varying.length !== 1 || only!.kind !== "sum") return undefined;
    const [variable, body] = open(only);
    return { variable, term: divide(multiply(term, body), only) };
  });
  const [first] = opened;
  if (!first || !opened.every((o) => o?.variable.size === first.variable.size)) return undefined;
  return {
    variable: first.variable,
    term: add(...opened.map((o) => substitute(o!.term, new Map([[o!.variable, first.variable]])))),
  };
}
