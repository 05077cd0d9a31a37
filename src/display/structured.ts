/** The formulas that stand in where closed forms are too long to read: exact, with the intermediates named. */
import type { Manifold } from "../geometry/index.js";
import type { NoiseScale } from "./noise-scale.js";

export interface Structured {
  readonly text: string;
  readonly tex: string;
}

const LEAST_SQUARES = {
  projector: {
    text: "I − JᵀG⁻¹J,  G = JJᵀ,  J = ∂r",
    tex: "I - J^\\top G^{-1} J,\\; G = J J^\\top,\\; J = \\partial r",
  },
  trace: { text: "Σᵢ wᵢ |∇rᵢ|²", tex: "\\sum_i w_i |\\nabla r_i|^2" },
  logPseudoDeterminant: { text: "ln det G + Σᵢ ln wᵢ", tex: "\\ln\\det G + \\sum_i \\ln w_i" },
  compensation: {
    text: "−½ J⁺ρ,  ρᵢ = tr(∇²rᵢ PΣP)",
    tex: "-\\tfrac12 J^+ \\rho,\\; \\rho_i = \\operatorname{tr}(\\nabla^2 r_i\\, P \\Sigma P)",
  },
  mixed: { text: "−P Σᵢ ∇²rᵢ PΣJ⁺eᵢ", tex: "-P \\sum_i \\nabla^2 r_i\\, P \\Sigma J^+ e_i" },
} as const;

const GENERAL = {
  projector: { text: "I − H⁺H", tex: "I - H^+ H" },
  trace: { text: "tr ∇²L", tex: "\\operatorname{tr} \\nabla^2 L" },
  logPseudoDeterminant: {
    text: "ln det(BBᵀ) − ln det A,  B = H[S,:], A = H[S,S]",
    tex: "\\ln\\det(BB^\\top) - \\ln\\det A",
  },
  compensation: { text: "−½ H⁺T[PΣP],  T = ∇³L", tex: "-\\tfrac12 H^+ \\nabla^3 L[P \\Sigma P]" },
  mixed: { text: "−P T[H⁺ΣP],  T = ∇³L", tex: "-P\\, \\nabla^3 L[H^+ \\Sigma P]" },
} as const;

/** The normal term by noise: the constants follow from the general formula (1/4 for Sigma = I, c/4 for label noise). */
const NORMAL: Record<"isotropic" | "labelNoise" | "declared", Structured> = {
  isotropic: { text: "−¼ P∇ln|∇²L|₊", tex: "-\\tfrac14 P \\nabla \\ln |\\nabla^2 L|_+" },
  labelNoise: { text: "−(c/4) P∇tr ∇²L", tex: "-\\tfrac{c}{4} P \\nabla \\operatorname{tr} \\nabla^2 L" },
  declared: {
    text: "−½ P T[X],  HX + XH = P⊥ΣP⊥,  T = ∇³L",
    tex: "-\\tfrac12 P\\, \\nabla^3 L[\\mathcal{L}_H^{-1}(P_\\perp \\Sigma P_\\perp)]",
  },
};

/** The normal term of a noise, c under its name. */
export function normalForm(name: keyof typeof NORMAL, scale: NoiseScale): Structured {
  const { text, tex } = NORMAL[name];
  return name === "labelNoise" ? { text: scale.text(text), tex: scale.tex(tex) } : { text, tex };
}

export type StructuredForms = typeof LEAST_SQUARES | typeof GENERAL;

export const structuredForms = (manifold: Manifold): StructuredForms =>
  "curvatures" in manifold ? LEAST_SQUARES : GENERAL;
