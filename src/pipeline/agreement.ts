/** The model of a loss with named sizes, at the example's sizes, against the loss written out at them: the other path. */
import type { Expr } from "../expr/index.js";
import { NumericProblem, hessianPseudoInverse, tangentProjector, traceOfHessian } from "../geometry/index.js";
import { type NoiseModel, type SizedModel, fillNormal } from "../runtime/index.js";
import { type Check, Comparison, largest } from "../verify/index.js";
import type { Analysis } from "./analyse.js";

const TOLERANCE = 1e-9;
const POINTS = 3;

const normals = (length: number, path: number): Float64Array =>
  filled(length, (out) => {
    fillNormal(11, path, 0, out, length);
  });

function filled(length: number, write: (out: Float64Array) => void): Float64Array {
  const out = new Float64Array(length);
  write(out);
  return out;
}

const apply = (A: Float64Array, v: Float64Array): Float64Array =>
  v.map((_, a) => v.reduce((sum, value, b) => sum + A[a * v.length + b]! * value, 0));

const outer = (v: Float64Array): Float64Array =>
  Float64Array.from({ length: v.length ** 2 }, (_, i) => v[Math.floor(i / v.length)]! * v[i % v.length]!);

/**
 * @param prefix what the checks' names begin with
 * @throws DiagnosticError GS401 when a kernel or a drift is wrong: then nothing is released
 */
export function checkAgreement(analysis: Analysis, model: SizedModel, prefix = ""): Check[] {
  const comparisons = new Map<string, Comparison>();
  const compare = (
    what: string,
    x: Float64Array,
    found: ArrayLike<number>,
    expected: ArrayLike<number>,
    scale = largest(expected),
  ): void => {
    const name = `${prefix}${what} against the loss written out`;
    if (!comparisons.has(name)) comparisons.set(name, new Comparison(name, TOLERANCE));
    comparisons.get(name)!.compare(x, found, expected, scale);
  };
  analysis.located.minimizers.slice(0, POINTS).forEach(({ x }, k) => {
    const v = normals(x.length, k);
    const beside = x.map((value, a) => value + 0.1 * v[a]!);
    checkDerivatives(analysis, model, beside, v, compare);
    checkSamples(analysis, model, beside, compare);
    checkRetraction(analysis, model, beside, compare);
    checkGeometry(analysis, model, x, v, compare);
    checkDrifts(analysis, model, x, compare);
  });
  return [...comparisons.values()].map(({ result }) => result);
}

type Compare = (
  what: string,
  x: Float64Array,
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  scale?: number,
) => void;

/** Also beside Γ. */
function checkDerivatives(
  { numeric }: Analysis,
  model: SizedModel,
  x: Float64Array,
  v: Float64Array,
  compare: Compare,
): void {
  const D = x.length;
  const of = (kernel: (out: Float64Array) => void): Float64Array => filled(D, kernel);
  compare("loss", x, [model.loss(x)], [numeric.loss(x)]);
  compare(
    "gradient",
    x,
    of((out) => model.gradient(x, out)),
    numeric.gradient(x),
  );
  compare(
    "hessianVector",
    x,
    of((out) => model.hessianVector(x, v, out)),
    apply(numeric.hessian(x), v),
  );
  compare(
    "thirdAlong",
    x,
    of((out) => model.thirdAlong(x, v, out)),
    of((out) => numeric.curvatureAt(x).thirdContraction(x, outer(v), out)),
  );
}

/** So often each sample is drawn that there are enough for a batch, which a few samples are not. */
const OFTEN = 4;
const repeated = (values: Float64Array): Float64Array =>
  Float64Array.from({ length: OFTEN * values.length }, (_, b) => values[b % values.length]!);

/** All samples give the gradient, as a batch and one by one; with noise on the labels, that of the loss with those labels. */
function checkSamples({ numeric }: Analysis, model: SizedModel, x: Float64Array, compare: Compare): void {
  const { samples, labels } = model;
  const rows = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => count - 1 - i);
  if (samples?.batchGradient)
    compare(
      "batchGradient",
      x,
      filled(x.length, (out) => samples.batchGradient!(x, repeated(rows(samples.count)), out)),
      numeric.gradient(x),
    );
  if (samples) {
    const mean = new Float64Array(x.length);
    for (const i of rows(samples.count)) {
      const own = filled(x.length, (out) => samples.gradient(i, x, out));
      own.forEach((value, a) => (mean[a]! += value / samples.count));
    }
    compare("sample gradients", x, mean, numeric.gradient(x));
  }
  if (!labels) return;
  const all = rows(labels.count);
  const noise = normals(labels.count, 17);
  const data = Float64Array.from(numeric.data);
  const first = numeric.problem.model.data.findIndex(({ tensor }) => tensor.name === labels.name);
  all.forEach((i, b) => (data[first + i]! += noise[b]!));
  compare(
    "label noise",
    x,
    filled(x.length, (out) => labels.batchGradient(x, repeated(all), repeated(noise), out)),
    new NumericProblem(numeric.problem, data).gradient(x),
  );
}

/** Beside Γ, where both take the Gauss–Newton step of the same residuals. */
function checkRetraction({ numeric, located }: Analysis, model: SizedModel, x: Float64Array, compare: Compare): void {
  const { manifold } = located;
  if (manifold.route !== "least squares") return;
  const found = filled(x.length, (out) => model.retractStep(x, out));
  compare("retractStep", x, found, numeric.vector(x, manifold.retractStep));
}

/** On Γ. */
function checkGeometry(
  { numeric, located }: Analysis,
  model: SizedModel,
  x: Float64Array,
  v: Float64Array,
  compare: Compare,
): void {
  const { manifold } = located;
  const D = x.length;
  const matrix = (entries: readonly (readonly Expr[])[]): Float64Array => numeric.vector(x, entries.flat());
  compare(
    "P",
    x,
    filled(D, (out) => model.tangentProject(x, v, out)),
    apply(matrix(tangentProjector(manifold)), v),
    largest(v),
  );
  compare(
    "H⁺",
    x,
    filled(D, (out) => model.pseudoInverse(x, v, out)),
    apply(matrix(hessianPseudoInverse(manifold)), v),
  );
  compare("ln|∇²L|₊", x, [model.logPseudoDeterminant(x)], [numeric.at(x)(manifold.normal.logPseudoDeterminant())], 1);
  compare("tr ∇²L", x, [model.hessianTrace(x)], [numeric.at(x)(traceOfHessian(manifold))]);
}

function checkDrifts({ numeric, limits }: Analysis, { noises }: SizedModel, x: Float64Array, compare: Compare): void {
  for (const noise of Object.values<NoiseModel>(noises)) {
    const limit = limits[noise.name]!;
    const expected = numeric.vector(x, [...limit.compensation, ...limit.mixed, ...limit.normal]);
    const terms = filled(3 * x.length, (out) => noise.driftTerms(x, out));
    compare(`${noise.name} drift terms`, x, terms, expected);
    const total = filled(x.length, (out) => noise.drift(x, out));
    compare(`${noise.name} drift`, x, total, numeric.vector(x, limit.total), largest(expected));
  }
}
