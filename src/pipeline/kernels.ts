/** The kernels of a simulator: each an output in terms of array arguments, ready for lowering. */
import { matrices } from "../calculus/index.js";
import { type LimitingSde, type Noise, tangentNoise } from "../dynamics/index.js";
import { type Expr, element, num } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { ByGradients, Kernel, KernelInput } from "../lower/kernel.js";
import type { NoiseName } from "../runtime/index.js";
import { drift, gradientOf, hessianRoot, retractStep, tangent } from "./by-gradients.js";
import { thirdContraction } from "./third-contraction.js";

export interface NoiseKernels {
  readonly name: NoiseName;
  readonly channels: number;
  readonly apply: Kernel;
  readonly diffuse: Kernel;
  readonly drift: Kernel;
  readonly driftTerms: Kernel;
}

const PAPER = "Li, Wang, Arora, ICLR 2022";

/** A Float64Array argument that is no parameter: its entries as symbols. */
function argument(name: string, length: number, doc: string): KernelInput {
  const tensor = { name, role: "argument" as const, shape: [length] };
  return { name, doc, elements: Array.from({ length }, (_, i) => element(tensor, [num(i)])) };
}

const array = (name: string, values: readonly Expr[], doc: string): Kernel["output"] => ({ name, values, doc });

/** A kernel's second way, if it has one. */
const through = (byGradients: ByGradients | undefined): Pick<Kernel, "byGradients"> =>
  byGradients ? { byGradients } : {};

/** The argument x. */
export function point(manifold: Manifold): KernelInput {
  const { names, parameters } = manifold.problem.model;
  return { name: "x", doc: `the ${String(names.length)} parameters: ${names.join(", ")}`, elements: parameters };
}

/** The loss, its derivatives, and the geometry of Gamma. */
export function baseKernels(manifold: Manifold): Kernel[] {
  const { problem, normal } = manifold;
  const D = problem.dimension;
  const x = point(manifold);
  const S = argument("S", D * D, `a matrix, ${String(D)} × ${String(D)} row-major; its symmetric part counts`);
  const v = argument("v", D, "an ambient vector");
  const third = thirdContraction(manifold, S.elements);
  return [
    { name: "loss", doc: ["L(x)."], inputs: [x], output: { value: problem.model.loss } },
    {
      name: "gradient",
      doc: ["∇L(x)."],
      inputs: [x],
      output: array("out", problem.gradient, "∇L, length D"),
      byGradients: gradientOf(problem.model.loss, D),
    },
    {
      name: "hessian",
      doc: ["∇²L(x)."],
      inputs: [x],
      output: array("out", problem.hessian.flat(), "∇²L, D × D row-major"),
    },
    {
      name: "thirdContraction",
      doc: ["∂²(∇L)(x)[S]: out_a = Σ_bc ∂_a∂_b∂_c L · S_bc, from the distinct third derivatives alone."],
      inputs: [x, S],
      output: array("out", third.values, "T[S], length D"),
      byGradients: gradientOf(third.gradientOf, D),
    },
    {
      name: "residuals",
      doc: [`Defining functions of Γ (${manifold.route}): zero on Γ, with independent gradients.`],
      inputs: [x],
      output: array("out", manifold.residuals, "r, length M"),
    },
    {
      name: "retractStep",
      doc: ["One Newton step towards Γ: x − J⁺r. Quadratically convergent, tangential only to second order."],
      inputs: [x],
      output: array("out", manifold.retractStep, "the new point, length D"),
      ...through(retractStep(manifold)),
    },
    {
      name: "tangentProject",
      doc: ["P(x) v, the orthogonal projection on the tangent space ker ∇²L(x) of Γ; x on Γ."],
      inputs: [x, v],
      output: array("out", normal.tangent(v.elements), "P v, length D"),
      ...through(tangent(manifold, v.elements)),
    },
  ];
}

const COVARIANCE: Record<NoiseName, string> = {
  isotropic: "Σ = I",
  labelNoise: "Σ = ∇²L (label noise with c = 1; the drift is linear in c)",
  declared: "the declared Σ = σσᵀ",
};

/** The length of ξ. */
export function channelsOf(noise: Noise, { normal, problem }: Manifold): number {
  if (noise.kind === "general") return noise.sigma[0]!.length;
  return noise.kind === "isotropic" ? problem.dimension : normal.rootChannels;
}

export function noiseKernels(name: NoiseName, manifold: Manifold, limit: LimitingSde): NoiseKernels {
  const { noise } = limit;
  const channels = channelsOf(noise, manifold);
  const x = point(manifold);
  const xi = argument("xi", channels, "the random vector ξ, mean 0 and covariance I");
  const applied =
    noise.kind === "isotropic"
      ? xi.elements
      : noise.kind === "hessian"
        ? manifold.normal.hessianRoot(xi.elements)
        : matrices.apply(noise.sigma, xi.elements);
  const terms = [...limit.compensation, ...limit.mixed, ...limit.normal];
  const of = COVARIANCE[name];
  const byGradients = drift(manifold, noise);
  return {
    name,
    channels,
    apply: {
      name: "apply",
      doc: [`σ(x)ξ with ${of}: the noise of SGD, x ← x − η∇L + ησξ.`],
      inputs: [x, xi],
      output: array("out", applied, "σξ, length D"),
      ...through(noise.kind === "hessian" ? hessianRoot(manifold, xi.elements) : undefined),
    },
    diffuse: {
      name: "diffuse",
      doc: [`P(x)σ(x)ξ with ${of}: the tangent noise of the limiting SDE; x on Γ.`, `Source: ${PAPER}, Theorem 4.6.`],
      inputs: [x, xi],
      output: array("out", tangentNoise(manifold, noise, xi.elements), "Pσξ, length D"),
      ...through(noise.kind === "isotropic" ? tangent(manifold, xi.elements) : undefined),
    },
    drift: {
      name: "drift",
      doc: [
        `The Itô drift ½∂²Φ[Σ] of the limiting SDE for ${of}, per unit of t = kη²; x on Γ.`,
        "−½H⁺T[PΣP] − P T[H⁺ΣP] − ½P T[Lyap⁻¹(P⊥ΣP⊥)] with H = ∇²L, T = ∇³L.",
        `Source: ${PAPER}, Theorem 4.6.`,
      ],
      inputs: [x],
      output: array("out", limit.total, "the drift, length D"),
      ...through(byGradients?.total),
    },
    driftTerms: {
      name: "driftTerms",
      doc: [
        `The terms of the drift for ${of}: compensation −½H⁺T[PΣP], mixed −P T[H⁺ΣP], normal −½P T[Lyap⁻¹(P⊥ΣP⊥)].`,
      ],
      inputs: [x],
      output: array("out", terms, "compensation, mixed, normal, one after the other: length 3D"),
      ...through(byGradients?.terms),
    },
  };
}
