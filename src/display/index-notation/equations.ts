/** Labelled equations in index notation, with the intermediates that they use; what is too long to be read is left out. */
import { type Element, type Expr, type IndexVariable, element, writtenSize } from "../../expr/index.js";
import { type LoopProblem, elementsOf } from "../../loops/index.js";
import type { Line } from "../derivation.js";
import type { Formulas } from "./formulas.js";
import type { Formula } from "./kernel-values.js";
import { type Letters, lettersFor, nameIndices } from "./letters.js";
import { type Style, TEXT_STYLE, TEX_STYLE } from "./style.js";
import { writeIndexed } from "./write.js";

/** label = value, at these indices. */
export interface Equation {
  readonly label: (style: Style) => string;
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
}

/** A longer formula is looked at, not read: its structured form says more. */
const LONGEST = 160;

export class Equations {
  readonly #formulas: Formulas;
  readonly #letters: Letters;
  /** Intermediates that have a line already. */
  readonly #shown = new Set<string>();

  constructor(problem: LoopProblem, formulas: Formulas) {
    this.#formulas = formulas;
    this.#letters = lettersFor(problem);
  }

  /** ∂of/∂p for each block of parameters; none where one is too long. */
  slopes(of: string, tex: string, formulas: readonly Formula[]): readonly Line[] {
    return this.all(
      formulas.map(({ entry, value }) => ({
        label: (style: Style) => style.slope(style === TEXT_STYLE ? of : tex, this.write(entry, style)),
        indices: indicesOf(entry),
        value,
      })),
    );
  }

  /** Line of a value without indices. */
  number(label: string, tex: string, value: Expr): readonly Line[] {
    return this.equation({ label: (style) => (style === TEXT_STYLE ? label : tex), indices: [], value });
  }

  /** Lines for all of them; none where one is too long. */
  all(equations: readonly Equation[]): readonly Line[] {
    return equations.every((equation) => this.#isReadable(equation))
      ? equations.flatMap((equation) => this.equation(equation))
      : [];
  }

  /** The line of an equation, and those of the intermediates that it is the first to use; none if it is too long. */
  equation(equation: Equation): readonly Line[] {
    if (!this.#isReadable(equation)) return [];
    const { label, indices, value } = equation;
    const line = {
      label: label(TEXT_STYLE),
      text: this.expression(value, indices, TEXT_STYLE),
      tex: `${label(TEX_STYLE)} = ${this.expression(value, indices, TEX_STYLE)}`,
    };
    return [line, ...this.#intermediates(value)];
  }

  #intermediates(value: Expr): readonly Line[] {
    const used = new Set([...elementsOf(value)].map(({ tensor }) => tensor.name));
    return this.#formulas.intermediates.flatMap(({ tensor, indices, value: own }) => {
      if (!used.has(tensor.name) || this.#shown.has(tensor.name)) return [];
      this.#shown.add(tensor.name);
      const label = (style: Style): string =>
        `${style === TEXT_STYLE ? "  " : ""}${this.write(element(tensor, indices), style)}`;
      return this.equation({ label, indices, value: own });
    });
  }

  #isReadable({ indices, value }: Omit<Equation, "label">): boolean {
    return writtenSize(value) <= LONGEST && this.expression(value, indices, TEXT_STYLE).length <= LONGEST;
  }

  /** Any expression; `indices` are those that are free in it. */
  expression(value: Expr, indices: readonly IndexVariable[], style: Style): string {
    return writeIndexed(value, nameIndices(indices, this.#letters), this.#letters, style);
  }

  /** An entry; `indices` are those named before its own. */
  write(entry: Element, style: Style, indices = indicesOf(entry)): string {
    return this.expression(entry, indices, style);
  }
}

export const indicesOf = ({ indices }: Element): readonly IndexVariable[] => indices.filter((i) => i.kind === "index");
