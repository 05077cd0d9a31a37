/** The labels of a least-squares loss with literal sizes: data y_i that enter one residual each, alone and linearly. */
import { differentiate, gradient } from "../calculus/index.js";
import type { LabelKernels } from "../emit/index.js";
import { type Element, type Expr, add, isZero, multiply, num, power, symbol, two } from "../expr/index.js";
import { type Manifold, NumericProblem, dependsOnParameters } from "../geometry/index.js";
import { elementsOf } from "../loops/index.js";
import { type Model, fillNormal } from "../runtime/index.js";
import { type Check, Comparison, largest } from "../verify/index.js";
import type { Analysis } from "./analyse.js";
import { gradientOf } from "./by-gradients.js";
import { point } from "./kernels.js";

interface Label {
  readonly entry: Element;
  /** ∂r_i/∂y_i */
  readonly slope: Expr;
}

/** The labels of the residuals, in their order: of the array that is declared, or of the only one that can be meant. */
function labelsOf(manifold: Manifold, declared: string | undefined): readonly Label[] | undefined {
  if (!("curvatures" in manifold) || manifold.route !== "least squares" || manifold.weights.some(dependsOnParameters))
    return undefined;
  const names = new Set(manifold.problem.model.data.map(({ tensor }) => tensor.name));
  const candidates = [...names].flatMap((name): readonly (readonly Label[])[] => {
    const labels = declared === undefined || declared === name ? labelsNamed(name, manifold) : undefined;
    return labels ? [labels] : [];
  });
  return candidates.length === 1 ? candidates[0] : undefined;
}

function labelsNamed(name: string, { residuals, weights }: Extract<Manifold, { curvatures: unknown }>) {
  const named = (e: Expr): Element[] => [...elementsOf(e)].filter(({ tensor }) => tensor.name === name);
  if (weights.some((w) => named(w).length > 0)) return undefined;
  const labels = residuals.map((r): Label | undefined => {
    const [entry, ...others] = named(r);
    if (!entry || others.length > 0) return undefined;
    const slope = differentiate(r, entry);
    return isZero(slope) || dependsOnParameters(slope) || elementsOf(slope).has(entry) ? undefined : { entry, slope };
  });
  const entries = new Set(labels.map((label) => label?.entry));
  return labels.every((label) => label !== undefined) && entries.size === labels.length ? labels : undefined;
}

/** The gradients n w_i (r_i + s_i ε) ∇r_i of the samples with ε added to the label, and n w_i s_i², which has to be c/δ². */
export function labelKernels(manifold: Manifold, declared: string | undefined): LabelKernels | undefined {
  const labels = labelsOf(manifold, declared);
  if (!labels || !("curvatures" in manifold)) return undefined;
  const { problem, residuals, weights } = manifold;
  const n = num(residuals.length);
  const epsilon = symbol("epsilon", "argument");
  const x = point(manifold);
  return {
    name: labels[0]!.entry.tensor.name,
    samples: residuals.map((r, i) => {
      const scale = multiply(n, weights[i]!, add(r, multiply(labels[i]!.slope, epsilon)));
      return {
        name: `sampleGradient${String(i + 1)}`,
        doc: [],
        inputs: [x, { name: "epsilon", scalar: true, elements: [epsilon], doc: "added to the label" }],
        output: { name: "out", values: gradient(r, problem.model.parameters).map((g) => multiply(scale, g)), doc: "" },
        byGradients: gradientOf(r, problem.dimension, scale),
      };
    }),
    factors: {
      name: "labelFactors",
      doc: [],
      inputs: [],
      output: {
        name: "out",
        values: labels.map(({ slope }, i) => multiply(n, weights[i]!, power(slope, two))),
        doc: "",
      },
    },
  };
}

/** The stochastic gradient with noise on all labels against the gradient of the loss with those labels. */
export function checkLabels(
  { located, model: { labels: declared }, numeric }: Analysis,
  { labels, dimension }: Model,
  points: readonly Float64Array[],
): Check[] {
  const found = labels && labelsOf(located.manifold, declared);
  if (!found) return [];
  const noisy = new Comparison("gradient with noise on the labels against the loss with those labels", 1e-10);
  const n = found.length;
  const noise = new Float64Array(n);
  fillNormal(11, 17, 0, noise, n);
  const data = Float64Array.from(numeric.data);
  const { data: known } = numeric.problem.model;
  found.forEach(({ entry }, i) => (data[known.indexOf(entry)]! += noise[i]!));
  const perturbed = new NumericProblem(numeric.problem, data);
  const rows = Float64Array.from({ length: n }, (_, i) => i);
  for (const x of points) {
    const out = new Float64Array(dimension);
    labels.batchGradient(x, rows, noise, out);
    const expected = perturbed.gradient(x);
    noisy.compare(x, out, expected, largest(expected, 1));
  }
  return [noisy.result];
}
