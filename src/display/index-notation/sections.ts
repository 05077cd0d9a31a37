/** The derivation of a loss with named sizes as labelled formulas, valid for every value of the sizes. */
import { type Element, type Expr, type Tensor, element, freshIndex, multiply, sum } from "../../expr/index.js";
import type { LoopProblem } from "../../loops/index.js";
import { type Line, type Section, section } from "../derivation.js";
import type { NoiseScale } from "../noise-scale.js";
import { normalForm, type StructuredForms } from "../structured.js";
import { Equations, indicesOf } from "./equations.js";
import { Formulas } from "./formulas.js";
import { type Style, TEXT_STYLE, TEX_STYLE } from "./style.js";

/** What the manifold of the example tells about all sizes. */
export interface Route {
  readonly forms: StructuredForms;
  /** All residuals vanish on Γ, and their Jacobian has full rank. */
  readonly fullRank: boolean;
  readonly declaredNoise: boolean;
}

export const indexedSections = (problem: LoopProblem, route: Route, scale: NoiseScale): Section[] =>
  new Writer(problem, scale).sections(route);

class Writer {
  readonly #formulas: Formulas;
  readonly #equations: Equations;
  readonly #scale: NoiseScale;

  constructor(problem: LoopProblem, scale: NoiseScale) {
    this.#formulas = new Formulas(problem);
    this.#equations = new Equations(problem, this.#formulas);
    this.#scale = scale;
  }

  sections({ forms, fullRank, declaredNoise }: Route): Section[] {
    const formulas = this.#formulas;
    const geometry = [
      ...or(this.#equations.number("L", "L", formulas.loss()), [{ label: "L", text: "as written", tex: "L" }]),
      ...formulas.residualValues().flatMap(({ entry, value }) =>
        this.#equations.equation({
          label: (style) => this.#equations.write(entry, style),
          indices: indicesOf(entry),
          value,
        }),
      ),
      ...(fullRank ? [this.#manifold()] : []),
      ...this.#equations.slopes("L", "L", formulas.gradient()),
      ...(fullRank ? formulas.residuals.flatMap((_, family) => this.#jacobian(family)) : []),
      ...(fullRank && this.#single ? this.#gram() : []),
      { label: "P", ...forms.projector },
      ...or(this.#equations.number("tr ∇²L", "\\operatorname{tr} \\nabla^2 L", formulas.trace()), [
        { label: "tr ∇²L", ...forms.trace },
      ]),
      { label: "ln|∇²L|₊", ...forms.logPseudoDeterminant },
      ...(fullRank && this.#single ? this.#logDeterminant() : []),
    ];
    const compensation = { label: "compensation", ...forms.compensation };
    const declared = [
      compensation,
      { label: "mixed", ...forms.mixed },
      { label: "normal", ...normalForm("declared", this.#scale) },
    ];
    return [
      { title: "on Γ", tex: "\\text{on } \\Gamma", lines: geometry },
      section("isotropic", [compensation, { label: "normal", ...normalForm("isotropic", this.#scale) }], this.#scale),
      section("labelNoise", or(fullRank ? this.#drift() : [], this.#structuredDrift()), this.#scale),
      ...(declaredNoise ? [section("declared", declared, this.#scale)] : []),
    ];
  }

  /** The only family of residuals: G and ν have one block then. */
  get #single(): Tensor | undefined {
    const [first, ...others] = this.#formulas.residuals;
    return others.length === 0 ? first : undefined;
  }

  #manifold(): Line {
    const write = (style: Style): string =>
      this.#formulas.residuals.map((r) => `${this.#equations.write(anyEntry(r), style)} = 0`).join(",  ");
    return { label: "Γ", text: write(TEXT_STYLE), tex: `\\Gamma:\\; ${write(TEX_STYLE)}` };
  }

  #jacobian(family: number): readonly Line[] {
    const row = anyEntry(this.#formulas.residuals[family]!);
    const rows = indicesOf(row);
    return this.#equations.all(
      this.#formulas.jacobian(family, rows).map(({ entry, value }) => {
        const indices = [...rows, ...indicesOf(entry)];
        const label = (style: Style): string =>
          style.slope(this.#equations.write(row, style, indices), this.#equations.write(entry, style, indices));
        return { label, indices, value };
      }),
    );
  }

  #gram(): readonly Line[] {
    const { rows, columns, value } = this.#formulas.gram();
    const indices = [...rows, ...columns];
    const entry = element(paired("G", this.#single!), indices);
    return this.#equations.equation({ label: (style) => this.#equations.write(entry, style), indices, value });
  }

  #logDeterminant(): readonly Line[] {
    const slopes = this.#equations.slopes(
      "ln|∇²L|₊",
      "\\ln|\\nabla^2 L|_+",
      this.#formulas.logDeterminantGradient(paired("K", this.#single!)),
    );
    return slopes.length === 0 ? [] : [...slopes, { label: "  K", text: "G⁻¹", tex: "K = G^{-1}" }];
  }

  #drift(): readonly Line[] {
    const multipliers = this.#formulas.residuals.map((r) => ({ ...r, name: r.name.replace("r", "ν") }));
    const drifts = this.#equations.all(
      this.#formulas.drift(multipliers).map(({ entry, value }) => ({
        label: (style: Style) => style.rate(this.#equations.write(entry, style)),
        indices: indicesOf(entry),
        value: multiply(this.#scale.symbol, value),
      })),
    );
    return drifts.length === 0 ? [] : [...drifts, ...this.#multipliers(multipliers[0]!)];
  }

  /** G ν = J ∇ tr ∇²L, entry by entry where that can be read. */
  #multipliers(nu: Tensor): readonly Line[] {
    const structured = {
      label: "  ν",
      text: "Gν = J ∇tr ∇²L",
      tex: "G \\nu = J \\nabla \\operatorname{tr} \\nabla^2 L",
    };
    const [equation] = this.#single ? this.#formulas.multiplierEquations() : [];
    if (!equation) return [structured];
    const rows = indicesOf(equation.entry);
    const columns = rows.map(({ size }) => freshIndex(size));
    const left = columns.reduceRight<Expr>(
      (e, i) => sum(i, e),
      multiply(element(paired("G", this.#single!), [...rows, ...columns]), element(nu, columns)),
    );
    const label = (style: Style): string =>
      style === TEXT_STYLE ? "  ν" : this.#equations.expression(left, rows, style);
    const lines = this.#equations.equation({ label, indices: rows, value: equation.value });
    const [first, ...others] = lines;
    if (!first) return [structured];
    return [
      {
        ...first,
        text: `${this.#equations.expression(left, rows, TEXT_STYLE)} = ${first.text}`,
      },
      ...others,
    ];
  }

  #structuredDrift(): readonly Line[] {
    return [
      { label: "normal", ...normalForm("labelNoise", this.#scale) },
      ...this.#equations.slopes("tr ∇²L", "\\operatorname{tr} \\nabla^2 L", this.#formulas.traceGradient()),
    ];
  }
}

const or = (lines: readonly Line[], otherwise: readonly Line[]): readonly Line[] =>
  lines.length > 0 ? lines : otherwise;

const anyEntry = (tensor: Tensor): Element => element(tensor, tensor.shape.map(freshIndex));

/** A matrix over pairs of residuals. */
const paired = (name: string, { shape }: Tensor): Tensor => ({ name, role: "temporary", shape: [...shape, ...shape] });
