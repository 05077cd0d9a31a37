/** The formulas that stand in where closed forms are too long to read: exact, with the intermediates named. */
import type { Manifold } from "../geometry/index.js";

export interface Structured {
  readonly text: string;
  readonly tex: string;
}

const LEAST_SQUARES = {
  projector: { text: "P = I - J^T G^-1 J,  G = J J^T,  J = dr", tex: "P = I - J^\\top G^{-1} J,\\; G = J J^\\top,\\; J = \\partial r" },
  trace: { text: "sum_i w_i |grad r_i|^2", tex: "\\sum_i w_i |\\nabla r_i|^2" },
  logPseudoDeterminant: { text: "ln det G + sum_i ln w_i", tex: "\\ln\\det G + \\sum_i \\ln w_i" },
  compensation: { text: "-1/2 J^+ rho,  rho_i = tr(Hess r_i · P Sigma P)", tex: "-\\tfrac12 J^+ \\rho,\\; \\rho_i = \\operatorname{tr}(\\nabla^2 r_i\\, P \\Sigma P)" },
  mixed: { text: "-P sum_i Hess r_i · P Sigma J^+ e_i", tex: "-P \\sum_i \\nabla^2 r_i\\, P \\Sigma J^+ e_i" },
} as const;

const GENERAL = {
  projector: { text: "P = I - H^+ H", tex: "P = I - H^+ H" },
  trace: { text: "tr Hess L", tex: "\\operatorname{tr} \\nabla^2 L" },
  logPseudoDeterminant: { text: "ln det(B B^T) - ln det A,  B = H[S,:], A = H[S,S]", tex: "\\ln\\det(BB^\\top) - \\ln\\det A" },
  compensation: { text: "-1/2 H^+ T[P Sigma P]", tex: "-\\tfrac12 H^+ \\nabla^3 L[P \\Sigma P]" },
  mixed: { text: "-P T[H^+ Sigma P]", tex: "-P\\, \\nabla^3 L[H^+ \\Sigma P]" },
} as const;

/** The normal term by noise: the constants follow from the general formula (1/4 for Sigma = I, c/4 for label noise). */
export const NORMAL: Record<"isotropic" | "labelNoise" | "declared", Structured> = {
  isotropic: { text: "-1/4 P grad ln|H|_+", tex: "-\\tfrac14 P \\nabla \\ln |\\nabla^2 L|_+" },
  labelNoise: { text: "-c/4 P grad tr H", tex: "-\\tfrac{c}{4} P \\nabla \\operatorname{tr} \\nabla^2 L" },
  declared: {
    text: "-1/2 P T[Lyap_H^-1(P_perp Sigma P_perp)]",
    tex: "-\\tfrac12 P\\, \\nabla^3 L[\\mathcal{L}_H^{-1}(P_\\perp \\Sigma P_\\perp)]",
  },
};

export const structuredForms = (manifold: Manifold): typeof LEAST_SQUARES | typeof GENERAL =>
  "curvatures" in manifold ? LEAST_SQUARES : GENERAL;
