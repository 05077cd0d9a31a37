/** The other optimizers' limits as sections of the derivation. */
import type { DerivedDynamics } from "../dynamics/index.js";
import { type Expr, operationCount } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import { limits } from "../runtime/index.js";
import { Simplifier } from "../simplify/index.js";
import { close } from "./closed-forms.js";
import { conservedAlong } from "./conserved.js";
import { type Line, type Section, both } from "./derivation.js";
import type { NoiseScale } from "./noise-scale.js";
import { closedVector } from "./notation.js";
import { texOfText, texOfTitle } from "./tex-of-text.js";

const line = (label: string, text: string): Line => ({ label, text, tex: texOfText(text) });

export function dynamicsSections(
  manifold: Manifold,
  chosen: readonly DerivedDynamics[],
  conserved: readonly Expr[],
  scale: NoiseScale,
): Section[] {
  if (chosen.length === 0) return [];
  const simplifier = new Simplifier(manifold.residuals);
  return chosen.map(({ name, drift, dynamics: { noisy, unit }, reason = "" }) => {
    const label = unit === undefined ? "drift" : `drift, ${scale.text(unit)}`;
    const { potential, source, timeScale, title } = limits[name];
    const equation = scale.text(limits[name].equation);
    const closed = drift && drift.length <= LARGEST ? close(simplifier, drift) : undefined;
    const shown = closed
      ? both(label, (notation) => closedVector(notation, closed))
      : line(label, drift ? counted(drift) : `by eigenvectors of ∇²L: ${reason}`);
    return {
      limit: name,
      title: `${title}:  ${equation}`,
      tex: `${texOfTitle(title)}:\\quad ${texOfText(equation)}`,
      lines: [
        shown,
        ...(closed && !noisy ? conservedAlong(manifold, simplifier, conserved, drift!) : []),
        ...(potential ? [line("descends", scale.text(potential.formula))] : []),
        line("slow time", timeScale),
        { label: "source", text: source, tex: `\\text{${source}}` },
      ],
    };
  });
}

/** Longer vectors are not read. */
const LARGEST = 12;

const counted = (drift: NonNullable<DerivedDynamics["drift"]>): string =>
  `${String(operationCount(...drift))} operations, see the generated file`;
