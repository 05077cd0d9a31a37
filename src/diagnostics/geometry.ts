/** GS33x: no manifold of minimizers, or not one on which the theory holds. */
import type { Entry } from "./entry.js";

export const GEOMETRY = {
  noMinimizers: {
    code: "GS330",
    message: "no minimizers with a clear rank were found from {{starts}} starting points ({{reasons}})",
    help: "Export `example = { params: … }` with a starting point near the manifold; the theory needs minimizers where ∇²L has a constant rank.",
  },
  isolatedMinimizers: {
    code: "GS331",
    message: "the minimizers are isolated points: ∇²L has full rank {{rank}} there",
    help: "There is no motion along Γ to derive; the loss needs more parameters than constraints.",
  },
  manifoldNotMinimizing: {
    code: "GS332",
    message: "`manifold` is not zero at the minimizer {{point}}: equation {{equation}} is {{value}}",
    help: "Each equation has to vanish at all minimizers near the example.",
  },
  manifoldRank: {
    code: "GS333",
    message: "`manifold` has {{equations}} equations, but ∇²L has rank {{rank}} on Γ",
    help: "Give as many independent equations as the rank of ∇²L on Γ.",
  },
  tooManyParameters: {
    code: "GS334",
    message: "{{dimension}} parameters are too many for a simulator that is written out: at most {{most}}",
    help: 'Make the sizes names, `Vector<"d">`: the code is then written as loops. `gen-sde derive` gives the values at a point for any number.',
  },
  notOnManifold: {
    code: "GS335",
    message: "{{problem}}",
    help: "The theory needs minimizers that form a manifold Γ on which ∇²L has one rank: L grows like a square away from it, and not at all along it. Start nearer to such a point, or change the loss.",
  },
  kink: {
    code: "GS336",
    message:
      "the loss is not smooth where it is to be evaluated: its pieces meet there, and second or third derivatives jump",
    help: "The theory needs three continuous derivatives near Γ. Start where no condition of the loss (`?:`, relu, abs, max, min, sign) changes, or write what is smooth without pieces: r ** 2 for relu(r) ** 2 + relu(-r) ** 2.",
  },
  manifoldTangent: {
    code: "GS337",
    message: "`manifold` does not describe Γ at the minimizer {{point}}: {{problem}}",
    help: "Near the point, Γ has to be where the equations are 0 and nothing else; their gradients there are independent.",
  },
  uncertainPoint: {
    code: "GS338",
    severity: "warning",
    message:
      "gradient flow from the point was not followed to all digits: where it leads is known to about {{error}} of x",
    help: "The terms of the loss differ by too much for doubles. A sum of squares, or of functions of one expression each, takes any weights; or give a point of Γ itself.",
  },
} as const satisfies Record<string, Entry>;
