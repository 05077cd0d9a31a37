/** The derivation as labelled formulas, the same content for the screen, for LaTeX and for --json. */
import { type Expr, multiply, writtenSize } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { LimitName, NoiseName } from "../runtime/index.js";
import { Simplifier } from "../simplify/index.js";
import { type ClosedForms, type DriftForms, type Closed, LARGEST_DIMENSION, close } from "./closed-forms.js";
import type { NoiseScale } from "./noise-scale.js";
import { type Notation, TEX, TEXT, closedMatrix, closedVector } from "./notation.js";
import { normalForm, type Structured, structuredForms } from "./structured.js";

export interface Line {
  readonly label: string;
  readonly text: string;
  readonly tex: string;
}

export interface Section {
  readonly title: string;
  readonly tex: string;
  readonly lines: readonly Line[];
  /** The limiting dynamics whose drift this is; absent for the geometry. */
  readonly limit?: LimitName;
}

/** A short formula or a vector of them is shown in full, a long one is counted. */
const LONGEST_LINE = 400;

export const both = (label: string, write: (notation: Notation) => string): Line => ({
  label,
  text: write(TEXT),
  tex: write(TEX),
});
const fallback = (label: string, form: Structured): Line => ({ label, ...form });

/** Entries that are too long to read one by one. */
function listed(label: string, entries: readonly Expr[], write: (notation: Notation) => string): Line {
  const note = `${String(entries.length)} ${entries.length === 1 ? "expression" : "expressions"}, see the generated file`;
  const counted = { label, text: note, tex: `\\text{${note}}` };
  if (entries.some((e) => writtenSize(e) > LONGEST_LINE)) return counted;
  const line = both(label, write);
  return line.text.length <= LONGEST_LINE ? line : counted;
}

/** The noise of label noise is c H: its drift carries the factor c. */
const scaledBy =
  ({ symbol }: NoiseScale) =>
  ({ factor, entries }: Closed): Closed => ({ factor: multiply(symbol, factor), entries });

const TITLES: Record<NoiseName, readonly [text: string, tex: string]> = {
  isotropic: ["Σ = I:  dY = P dW + drift dt", "\\Sigma = I:\\quad dY = P\\,dW + b\\,dt"],
  labelNoise: ["Σ = c∇²L (label noise):  dY = drift dt", "\\Sigma = c\\,\\nabla^2 L:\\quad dY = b\\,dt"],
  declared: [
    "declared Σ = σσᵀ:  dY = Pσ dW + drift dt",
    "\\Sigma = \\sigma\\sigma^\\top:\\quad dY = P\\sigma\\,dW + b\\,dt",
  ],
};

function driftSection(name: NoiseName, manifold: Manifold, forms: DriftForms, scale: NoiseScale): Section {
  const scaled = name === "labelNoise" ? scaledBy(scale) : (closed: Closed) => closed;
  const structured = structuredForms(manifold);
  const lines: Line[] = [];
  for (const term of ["compensation", "mixed", "normal"] as const) {
    const closed = forms[term];
    if (forms.vanishing.includes(term)) continue;
    if (closed) lines.push(both(term, (notation) => closedVector(notation, scaled(closed))));
    else lines.push(fallback(term, term === "normal" ? normalForm(name, scale) : structured[term]));
  }
  const { total } = forms;
  if (total) lines.push(both("total", (notation) => closedVector(notation, scaled(total))));
  if (lines.length === 0) lines.push({ label: "drift", text: "0", tex: "0" });
  return section(name, lines, scale);
}

/** The formulas of one noise under its title. */
export function section(name: NoiseName, lines: readonly Line[], scale: NoiseScale): Section {
  const [title, tex] = TITLES[name];
  if (name !== "labelNoise") return { title, tex, lines, limit: name };
  return { title: scale.text(title).replace(")", `${scale.note})`), tex: scale.tex(tex), lines, limit: name };
}

export function derivation(manifold: Manifold, forms: ClosedForms, scale: NoiseScale): Section[] {
  const structured = structuredForms(manifold);
  const { projector, pseudoInverse, trace, logPseudoDeterminant } = forms;
  const geometry: Line[] = [
    listed("L", [forms.loss], (notation) => notation.expr(forms.loss)),
    listed("∇L", forms.gradient, (notation) => notation.vector(forms.gradient)),
    listed("Γ", forms.residuals, (notation) =>
      forms.residuals.map((r) => notation.equals(notation.expr(r), "0")).join(",  "),
    ),
    projector ? both("P", (notation) => closedMatrix(notation, projector)) : fallback("P", structured.projector),
    ...(pseudoInverse ? [both("H⁺", (notation) => closedMatrix(notation, pseudoInverse))] : []),
    trace ? both("tr ∇²L", (notation) => notation.expr(trace)) : fallback("tr ∇²L", structured.trace),
    logPseudoDeterminant
      ? both("ln|∇²L|₊", (notation) => notation.expr(logPseudoDeterminant))
      : fallback("ln|∇²L|₊", structured.logPseudoDeterminant),
  ];
  return [
    { title: "on Γ", tex: "\\text{on } \\Gamma", lines: geometry },
    driftSection("isotropic", manifold, forms.isotropic, scale),
    driftSection("labelNoise", manifold, forms.labelNoise, scale),
    ...(forms.declared ? [driftSection("declared", manifold, forms.declared, scale)] : []),
  ];
}

/** ∇²L on Γ, for readers of the derivation: kernels never form it from here. */
export function hessianOnGamma({ problem, hessian, residuals }: Manifold): Line {
  const closed = problem.dimension <= LARGEST_DIMENSION ? close(new Simplifier(residuals), hessian.flat()) : undefined;
  const size = `${String(problem.dimension)} × ${String(problem.dimension)}`;
  return closed
    ? both("∇²L", (notation) => closedMatrix(notation, closed))
    : { label: "∇²L", text: `${size} expressions`, tex: `\\text{a ${size} matrix, see the generated file}` };
}
