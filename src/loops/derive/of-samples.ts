/**
 * The stochastic gradient: a loss Σ_i l_i seen at the samples i = rows[b] alone. The rows enter the
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
import { rangeOf } from "../size-cost.js";

export function batchGradient(context: Context): LoopKernel | undefined {
  const samples = overSamples(context.problem.loss, (variable) => context.lets.isSample(variable));
  if (!samples) return undefined;
  const { variables, term } = samples;
  const rowNames = variables.length === 1 ? ["rows"] : variables.map((_, axis) => `rows${String(axis + 1)}`);
  const batch = lengthSize(rowNames[0]!);
  const argument = (name: string, doc: string): Argument => ({
    ...vectorArgument(name, "argument", [{ name: "b", shape: [batch] }], doc),
    ...(name === rowNames[0] && { defines: batch }),
  });
  const place = variables.length === 1 ? "" : "the indices of ";
  const rows = rowNames.map((name, axis) => ({
    ...argument(name, `${place}the samples drawn, each a whole number from 0`),
    below: variables[axis]!.size,
  }));
  const shifts = argument("shifts", "what is taken from the residuals of the samples drawn: label noise");
  const b = index("~b", batch);
  const at = ({ views }: Argument): Expr => element(views[0]!.tensor, [b]);
  const [square, ...others] = residualFamilies(term) ?? [];
  const shifted =
    square && others.length === 0 && square.indices.length === 0
      ? multiply(num(1, 2), square.weight, power(add(square.residual, negate(at(shifts))), two))
      : undefined;
  const atRow = substitute(shifted ?? term, new Map(variables.map((variable, axis) => [variable, at(rows[axis]!)])));
  const estimate = multiply(divide(rangeOf(variables), size(batch)), sum(b, atRow));
  const kernel = context.overParameters(
    "batchGradient",
    "the mean over the rows drawn of n ∇l_i, where r_i is r_i - shift",
    [context.x, ...rows, ...(shifted ? [shifts] : [])],
    context.adjoints(context.cut(estimate)),
  );
  return { ...kernel, samples: variables.map((variable) => variable.size) };
}

interface Samples {
  readonly variables: readonly IndexVariable[];
  readonly term: Expr;
}

/** scale · Σ_variable body. */
interface ScaledSum {
  readonly scale: Expr;
  readonly variable: IndexVariable;
  readonly body: Expr;
}

/**
 * The loss as one sum over samples: scale and constant parts pulled inside. Samples run over an index that data have
 * and parameters do not; where the outermost sums are over no such index, over the entries that they reach together.
 */
function overSamples(loss: Expr, isSample: (variable: IndexVariable) => boolean): Samples | undefined {
  let opened = openSums(loss);
  if (!opened) return undefined;
  const variables = [opened.variable];
  let { term } = opened;
  while (!variables.some(isSample) && (opened = openSums(term))) {
    variables.push(opened.variable);
    ({ term } = opened);
  }
  return { variables, term };
}

/** Σ_i f_i + Σ_j g_j / n over equal ranges as i and f_i + g_i / n. */
function openSums(e: Expr): { readonly variable: IndexVariable; readonly term: Expr } | undefined {
  const sums: ScaledSum[] = [];
  const [first] = collect(one, e, sums) ? sums : [];
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
