/** What the dynamics that were asked for add to a generated module. */
import { DiagnosticError, type Span, diagnostic } from "../diagnostics/index.js";
import { gradient } from "../calculus/index.js";
import { type DerivedDynamics, DYNAMICS_NAMES, type DynamicsName } from "../dynamics/index.js";
import type { EigenvectorSpec } from "../emit/index.js";
import { multiply, num } from "../expr/index.js";
import { type Manifold, dependsOnParameters } from "../geometry/index.js";
import type { Kernel, KernelInput } from "../lower/kernel.js";
import { limits } from "../runtime/index.js";
import { gradientOf } from "./by-gradients.js";
import { point } from "./kernels.js";

/** isotropic, labelNoise and declared are always derived. */
const ALWAYS: readonly string[] = ["isotropic", "labelNoise", "declared"];

/**
 * The dynamics to derive beyond those that always are: what a loss file asks for and what the command line adds.
 *
 * @throws DiagnosticError for names that do not exist
 */
export function chosenDynamics(
  requests: readonly { readonly name: string; readonly span?: Span }[],
): readonly DynamicsName[] {
  const unknown = requests.filter(({ name }) => name !== "all" && !ALWAYS.includes(name) && !isDynamics(name));
  if (unknown.length > 0)
    throw new DiagnosticError(
      unknown.map(({ name, span }) => diagnostic("unknownDynamics", span, { name, names: DYNAMICS_NAMES.join(", ") })),
    );
  const names = requests.map(({ name }) => name);
  return names.includes("all") ? DYNAMICS_NAMES : DYNAMICS_NAMES.filter((name) => names.includes(name));
}

const isDynamics = (name: string): name is DynamicsName => (DYNAMICS_NAMES as readonly string[]).includes(name);

export const memberOf = (name: DynamicsName): string => `drift${name[0]!.toUpperCase()}${name.slice(1)}`;

/** The member drift…(x, …inputs, out): a kernel where the drift is closed, a call of the runtime where it is not. */
export function dynamicsMember(
  derived: DerivedDynamics,
  manifold: Manifold,
): { readonly kernel: Kernel } | { readonly eigenvectors: EigenvectorSpec } {
  const { drift, reason = "" } = derived;
  if (!drift) return { eigenvectors: eigenvectorMember(derived, manifold, reason) };
  const { output, inputs, ...about } = describe(derived, manifold, []);
  return { kernel: { ...about, inputs, output: { ...output, values: drift } } };
}

/** The member as a call of the runtime, whether or not there is a closed form. */
export function eigenvectorMember(
  derived: DerivedDynamics,
  manifold: Manifold,
  reason = "at any size",
): EigenvectorSpec {
  const noise = manifold.problem.model.sigma ? "declared" : "isotropic";
  return {
    ...describe(derived, manifold, [`By eigenvectors of ∇²L: ${reason}.`]),
    limit: derived.name,
    ...(derived.dynamics.noisy && { noise }),
  };
}

function describe({ name, dynamics, inputs }: DerivedDynamics, manifold: Manifold, how: readonly string[]) {
  const { equation, source, timeScale, title } = limits[name];
  const noise = manifold.problem.model.sigma ? "declared" : "isotropic";
  const memories = inputs.filter(({ as }) => as === "memory");
  return {
    name: memberOf(name),
    doc: [
      `${title}: the drift of its limit at x on Γ${dynamics.unit === undefined ? "" : `, for ${dynamics.unit}`}.`,
      `${equation}.`,
      `Slow time ${timeScale}.${dynamics.noisy ? ` Σ: ${noise === "declared" ? "the declared noise's" : "I"}.` : ""}`,
      ...how,
      `Source: ${source}.`,
    ],
    inputs: [
      point(manifold),
      ...inputs.map(({ name, doc, elements, as }) => ({ name, doc, elements, as, scalar: as === "option" })),
    ] satisfies KernelInput[],
    output: {
      name: "out",
      doc: ["the drift, length D", ...memories.map((input) => `and that of ${input.name}, D more`)].join(", "),
    },
  };
}

/**
 * The gradients of single samples, one for each residual: n wᵢ rᵢ ∇rᵢ, unbiased. Only where L is a sum of such terms with
 * weights that the parameters do not change, and more than one.
 */
export function sampleKernels(manifold: Manifold): Kernel[] | undefined {
  if (!("curvatures" in manifold)) return undefined;
  const { problem, terms, weights } = manifold;
  if (terms.length < 2 || weights.some(dependsOnParameters)) return undefined;
  return terms.map((term, i) => {
    const sample = multiply(num(terms.length), term);
    return {
      name: `sampleGradient${String(i + 1)}`,
      doc: [],
      inputs: [point(manifold)],
      output: { name: "out", values: gradient(sample, problem.model.parameters), doc: "" },
      byGradients: gradientOf(sample, problem.dimension),
    };
  });
}
