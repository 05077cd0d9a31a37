/**
 * The stochastic gradient: a loss Σ_i l_i seen at the samples i = rows[b] alone. The rows enter the
 * expression before anything else happens to it, so that nothing is computed for the samples that were not drawn.
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

const samplesIn = (context: Context): Samples | undefined =>
  overSamples(context.written, (variable) => context.lets.isSample(variable));

/** (w/2) (r − shift)² for a sample (w/2) r²; undefined for any other. */
function shifted(term: Expr, shift: Expr): Expr | undefined {
  const [square, ...others] = residualFamilies(term) ?? [];
  return square && others.length === 0 && square.indices.length === 0
    ? multiply(num(1, 2), square.weight, power(add(square.residual, negate(shift)), two))
    : undefined;
}

const atRow = (term: Expr, variables: readonly IndexVariable[], rows: readonly Expr[]): Expr =>
  substitute(term, new Map(variables.map((variable, axis) => [variable, rows[axis]!])));

/** One sample alone, for steps that see few: no pass but over what it touches. */
export function addSampleGradient(context: Context): LoopKernel | undefined {
  const samples = samplesIn(context);
  if (!samples) return undefined;
  const { variables, term } = samples;
  const parts = [...variables.map((_, axis) => `i${String(axis + 1)}`), "shift", "factor"];
  const numbers = parts.map((name) => element({ name: `sample.${name}`, role: "argument", shape: [] }));
  const sample: Argument = {
    name: "sample",
    doc: `the ${variables.length === 1 ? "sample, a whole number from 0" : "indices of the sample, whole numbers from 0"}; what is taken from its residual; the factor`,
    length: num(parts.length),
    views: numbers.map(({ tensor }, position) => ({ tensor, offset: num(position), strides: [] })),
  };
  const [shift, factor] = numbers.slice(-2) as [Expr, Expr];
  const own = atRow(shifted(term, shift) ?? term, variables, numbers);
  const kernel = context.overParameters(
    "addSampleGradient",
    "out += factor n ∇l_i(x) for one sample i, where r_i is r_i - shift",
    [context.x, sample],
    context.adjoints(context.cut(context.shift(multiply(factor, rangeOf(variables), own)))),
  );
  return { ...kernel, adds: true, values: kernel.values.map((value) => ({ ...value, adds: true })) };
}

export function batchGradient(context: Context): LoopKernel | undefined {
  const samples = samplesIn(context);
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
  const square = shifted(term, at(shifts));
  const own = atRow(square ?? term, variables, rows.map(at));
  const estimate = multiply(divide(rangeOf(variables), size(batch)), sum(b, own));
  const kernel = context.overParameters(
    "batchGradient",
    "the mean over the rows drawn of n ∇l_i, where r_i is r_i - shift",
    [context.x, ...rows, ...(square ? [shifts] : [])],
    context.adjoints(context.cut(context.shift(estimate))),
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
