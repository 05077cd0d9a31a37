/** Where Γ is a curve: the limits of SGD as scalar motions of its arc length l, with their potentials. */
import { matrices } from "../calculus/index.js";
import { tangentNoise } from "../dynamics/index.js";
import { type Expr, add, call, multiply, num, power, print, sqrt, writtenSize } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { Simplifier } from "../simplify/index.js";
import type { ClosedForms, Limits } from "./closed-forms.js";
import { type Line, type Section, both } from "./derivation.js";
import type { NoiseScale } from "./noise-scale.js";

const LONGEST = 160;

export function curveSection(
  manifold: Manifold,
  limits: Limits,
  forms: ClosedForms,
  simplifier: Simplifier,
  scale: NoiseScale,
): Section[] {
  if (manifold.problem.dimension - manifold.normal.rank !== 1) return [];
  const { trace, logPseudoDeterminant } = forms;
  const density = logPseudoDeterminant && inverseRoot(logPseudoDeterminant);
  const lines: Line[] = [
    {
      label: "Σ = I",
      text: "dl = dB − ¼ (ln|∇²L|₊)′ dt",
      tex: "dl = dB - \\tfrac14 (\\ln|\\nabla^2 L|_+)'\\,dt",
    },
    density
      ? both("density of l", (notation) => notation.expr(density))
      : { label: "density of l", text: "|∇²L|₊^(−1/2)", tex: "|\\nabla^2 L|_+^{-1/2}" },
    { label: scale.text("Σ = c∇²L"), text: "dl = −V′(l) dt", tex: "dl = -V'(l)\\,dt" },
    trace
      ? both("potential V", (notation) => notation.expr(multiply(num(1, 4), scale.symbol, trace)))
      : {
          label: "potential V",
          text: scale.text("(c/4) tr ∇²L"),
          tex: scale.tex("\\tfrac c4 \\operatorname{tr}\\nabla^2 L"),
        },
    ...declaredLines(manifold, limits, simplifier),
  ];
  return [{ title: "Γ is a curve, of arc length l", tex: "\\Gamma \\text{ is a curve, of arc length } l", lines }];
}

/** |H|₊^(−1/2) from its logarithm: the density of the stationary law of l, up to a factor. */
const inverseRoot = (logarithm: Expr): Expr =>
  logarithm.kind === "call" && logarithm.name === "log"
    ? power(logarithm.args[0]!, num(-1, 2))
    : call("exp", multiply(num(-1, 2), logarithm));

/** dl = a dt + b dB: up to the sense of l, a = |drift along Γ| and b² = |Pσ|². */
function declaredLines(manifold: Manifold, { declared }: Limits, simplifier: Simplifier): Line[] {
  if (declared?.noise.kind !== "general") return [];
  const squared = (v: readonly Expr[]): Expr => matrices.dot(v, v);
  const along = declared.mixed.map((e, a) => add(e, declared.normal[a]!));
  const { sigma } = declared.noise;
  const columns = matrices.transpose(sigma);
  const noise = columns.map((_, k) =>
    tangentNoise(
      manifold,
      declared.noise,
      columns.map((_, j) => num(j === k ? 1 : 0)),
    ),
  );
  const [speed, variance] = [squared(along), add(...noise.map(squared))].map((e) => simplifier.simplify(e)) as [
    Expr,
    Expr,
  ];
  const readable = [speed, variance].every((e) => writtenSize(e) <= LONGEST && print(e).length <= LONGEST);
  if (!readable) return [];
  return [
    { label: "Σ = σσᵀ", text: "dl = a dt + b dB", tex: "dl = a\\,dt + b\\,dB" },
    both("|a|", (notation) => notation.expr(sqrt(speed))),
    both("b²", (notation) => notation.expr(variance)),
  ];
}
