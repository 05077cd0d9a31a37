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
  one,
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

/** scale · Σ_variable body. */
interface ScaledSum {
  readonly scale: Expr;
  readonly variable: IndexVariable;
  readonly body: Expr;
}

/** The loss as one sum over samples: scale and constant parts pulled inside. */
function overSamples(loss: Expr): { readonly variable: IndexVariable; readonly term: Expr } | undefined {
  const sums: ScaledSum[] = [];
  const [first] = collect(one, loss, sums) ? sums : [];
  if (!first || !sums.every(({ variable }) => variable.size === first.variable.size)) return undefined;
  const { variable } = first;
  const terms = sums.map((each) => multiply(each.scale, substitute(each.body, new Map([[each.variable, variable]]))));
  return { variable, term: add(...terms) };
}

/** Takes (Σ f + Σ g) / n apart; false when a part that depends on the parameters is no sum. */
function collect(scale: Expr, e: Expr, found: ScaledSum[]): boolean {
  if (!dependsOnParameters(e)) return true;
  if (e.kind === "add") return e.terms.every((term) => collect(scale, term, found));
  if (e.kind === "sum") {
    const [variable, body] = open(e);
    found.push({ scale, variable, body });
    return true;
  }
  if (e.kind !== "mul") return false;
  const [only, ...others] = e.factors.filter(dependsOnParameters);
  return others.length === 0 && collect(multiply(scale, divide(e, only!)), only!, found);
}
