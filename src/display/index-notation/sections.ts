/** The derivation of a loss with named sizes as labelled formulas, valid for every value of the sizes. */
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Tensor,
  element,
  freshIndex,
  multiply,
  sum,
  writtenSize,
} from "../../expr/index.js";
import { type LoopProblem, elementsOf } from "../../loops/index.js";
import { type Line, type Section, section } from "../derivation.js";
import type { NoiseScale } from "../noise-scale.js";
import { normalForm, type StructuredForms } from "../structured.js";
import { type Formula, Formulas } from "./formulas.js";
import { lettersFor } from "./letters.js";
import { type Style, TEXT_STYLE, TEX_STYLE } from "./style.js";
import { type Letters, nameIndices, writeIndexed } from "./write.js";

/** What the manifold of the example tells about all sizes. */
export interface Route {
  readonly forms: StructuredForms;
  /** All residuals vanish on Γ, and their Jacobian has full rank. */
  readonly fullRank: boolean;
  readonly declaredNoise: boolean;
}

/** label = value, at these indices. */
interface Equation {
  readonly label: (style: Style) => string;
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
}

/** A longer formula is looked at, not read: its structured form says more. */
const LONGEST = 160;

export const indexedSections = (problem: LoopProblem, route: Route, scale: NoiseScale): Section[] =>
  new Writer(problem, scale).sections(route);

class Writer {
  readonly #formulas: Formulas;
  readonly #letters: Letters;
  readonly #shown = new Set<string>();

  readonly #scale: NoiseScale;

  constructor(problem: LoopProblem, scale: NoiseScale) {
    this.#formulas = new Formulas(problem);
    this.#letters = lettersFor(problem);
    this.#scale = scale;
  }

  sections({ forms, fullRank, declaredNoise }: Route): Section[] {
    const formulas = this.#formulas;
    const geometry = [
      ...or(this.#number("L", "L", formulas.loss()), [{ label: "L", text: "as written", tex: "L" }]),
      ...formulas
        .residualValues()
        .flatMap(({ entry, value }) =>
          this.#equation({ label: (style) => this.#write(entry, style), indices: indicesOf(entry), value }),
        ),
      ...(fullRank ? [this.#manifold()] : []),
      ...this.#slopes("L", "L", formulas.gradient()),
      ...(fullRank ? formulas.residuals.flatMap((_, family) => this.#jacobian(family)) : []),
      ...(fullRank && this.#single ? this.#gram() : []),
      { label: "P", ...forms.projector },
      ...or(this.#number("tr ∇²L", "\\operatorname{tr} \\nabla^2 L", formulas.trace()), [
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
      this.#formulas.residuals.map((r) => `${this.#write(anyEntry(r), style)} = 0`).join(",  ");
    return { label: "Γ", text: write(TEXT_STYLE), tex: `\\Gamma:\\; ${write(TEX_STYLE)}` };
  }

  #jacobian(family: number): readonly Line[] {
    const row = anyEntry(this.#formulas.residuals[family]!);
    const rows = indicesOf(row);
    return this.#all(
      this.#formulas.jacobian(family, rows).map(({ entry, value }) => {
        const indices = [...rows, ...indicesOf(entry)];
        const label = (style: Style): string =>
          style.slope(this.#write(row, style, indices), this.#write(entry, style, indices));
        return { label, indices, value };
      }),
    );
  }

  #gram(): readonly Line[] {
    const { rows, columns, value } = this.#formulas.gram();
    const indices = [...rows, ...columns];
    const entry = element(paired("G", this.#single!), indices);
    return this.#equation({ label: (style) => this.#write(entry, style), indices, value });
  }

  #logDeterminant(): readonly Line[] {
    const slopes = this.#slopes(
      "ln|∇²L|₊",
      "\\ln|\\nabla^2 L|_+",
      this.#formulas.logDeterminantGradient(paired("K", this.#single!)),
    );
    return slopes.length === 0 ? [] : [...slopes, { label: "  K", text: "G⁻¹", tex: "K = G^{-1}" }];
  }

  #drift(): readonly Line[] {
    const multipliers = this.#formulas.residuals.map((r) => ({ ...r, name: r.name.replace("r", "ν") }));
    const drifts = this.#all(
      this.#formulas.drift(multipliers).map(({ entry, value }) => ({
        label: (style: Style) => style.rate(this.#write(entry, style)),
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
      style === TEXT_STYLE ? "  ν" : writeIndexed(left, nameIndices(rows, this.#letters), this.#letters, style);
    const lines = this.#equation({ label, indices: rows, value: equation.value });
    const [first, ...others] = lines;
    if (!first) return [structured];
    return [
      {
        ...first,
        text: `${writeIndexed(left, nameIndices(rows, this.#letters), this.#letters, TEXT_STYLE)} = ${first.text}`,
      },
      ...others,
    ];
  }

  #structuredDrift(): readonly Line[] {
    return [
      { label: "normal", ...normalForm("labelNoise", this.#scale) },
      ...this.#slopes("tr ∇²L", "\\operatorname{tr} \\nabla^2 L", this.#formulas.traceGradient()),
    ];
  }

  /** ∂of/∂p for each block of parameters; none where one is too long. */
  #slopes(of: string, tex: string, formulas: readonly Formula[]): readonly Line[] {
    return this.#all(
      formulas.map(({ entry, value }) => ({
        label: (style: Style) => style.slope(style === TEXT_STYLE ? of : tex, this.#write(entry, style)),
        indices: indicesOf(entry),
        value,
      })),
    );
  }

  #number(label: string, tex: string, value: Expr): readonly Line[] {
    return this.#equation({ label: (style) => (style === TEXT_STYLE ? label : tex), indices: [], value });
  }

  #all(equations: readonly Equation[]): readonly Line[] {
    return equations.every((equation) => this.#isReadable(equation))
      ? equations.flatMap((equation) => this.#equation(equation))
      : [];
  }

  /** The line of an equation, and those of the intermediates that it is the first to use; none if it is too long. */
  #equation(equation: Equation): readonly Line[] {
    if (!this.#isReadable(equation)) return [];
    const { label, indices, value } = equation;
    const line = {
      label: label(TEXT_STYLE),
      text: this.#right(indices, value, TEXT_STYLE),
      tex: `${label(TEX_STYLE)} = ${this.#right(indices, value, TEX_STYLE)}`,
    };
    return [line, ...this.#intermediates(value)];
  }

  #intermediates(value: Expr): readonly Line[] {
    const used = new Set([...elementsOf(value)].map(({ tensor }) => tensor.name));
    return this.#formulas.intermediates.flatMap(({ tensor, indices, value: own }) => {
      if (!used.has(tensor.name) || this.#shown.has(tensor.name)) return [];
      this.#shown.add(tensor.name);
      const label = (style: Style): string =>
        `${style === TEXT_STYLE ? "  " : ""}${this.#write(element(tensor, indices), style)}`;
      return this.#equation({ label, indices, value: own });
    });
  }

  #isReadable({ indices, value }: Omit<Equation, "label">): boolean {
    return writtenSize(value) <= LONGEST && this.#right(indices, value, TEXT_STYLE).length <= LONGEST;
  }

  #right(indices: readonly IndexVariable[], value: Expr, style: Style): string {
    return writeIndexed(value, nameIndices(indices, this.#letters), this.#letters, style);
  }

  /** An entry; `indices` are those named before its own. */
  #write(entry: Element, style: Style, indices = indicesOf(entry)): string {
    return writeIndexed(entry, nameIndices(indices, this.#letters), this.#letters, style);
  }
}

const or = (lines: readonly Line[], otherwise: readonly Line[]): readonly Line[] =>
  lines.length > 0 ? lines : otherwise;

const indicesOf = ({ indices }: Element): readonly IndexVariable[] => indices.filter((i) => i.kind === "index");

const anyEntry = (tensor: Tensor): Element => element(tensor, tensor.shape.map(freshIndex));

/** A matrix over pairs of residuals. */
const paired = (name: string, { shape }: Tensor): Tensor => ({ name, role: "temporary", shape: [...shape, ...shape] });
