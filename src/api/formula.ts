/** One derived expression, as users of `derive()` hold it. */
import { type Expr, evaluate, print, toTeX } from "../expr/index.js";
import { type Verdict, agree, agreeOnManifold } from "../simplify/index.js";
import type { Domain, Language, PointLike } from "./language.js";

/** A closed form with its name: to be printed, evaluated and compared. */
export class Formula {
  /** What it is: "∂L/∂u". */
  readonly label: string;
  /** Whether it holds for every x, or on Γ only. */
  readonly domain: Domain;
  readonly #expr: Expr;
  readonly #language: Language;

  constructor(label: string, expr: Expr, domain: Domain, language: Language) {
    this.label = label;
    this.#expr = expr;
    this.domain = domain;
    this.#language = language;
  }

  /** As text: the derived form; for a formula on Γ its simplest known form there. */
  toString(): string {
    return print(this.#shown);
  }

  /** The same as LaTeX. */
  toTeX(): string {
    return toTeX(this.#shown);
  }

  /**
   * The value in double precision; for a formula on Γ the point has to be on Γ.
   *
   * @param constants symbols beside parameters and data: `{ c }` of label noise
   * @throws DiagnosticError for a point that does not fit the parameters
   */
  evaluate(point: PointLike, constants: Readonly<Record<string, number>> = {}): number {
    return evaluate(this.#expr, this.#language.environment(point, constants));
  }

  /** Whether both have the same value wherever they hold: at every x, or on Γ. Text is read as a formula. */
  equals(other: Formula | string): boolean {
    return this.compare(other).kind === "agree";
  }

  /** Whether both have the same value on Γ. */
  equalsOnManifold(other: Formula | string): boolean {
    return this.compare(other, "manifold").kind === "agree";
  }

  /**
   * The judgement behind `equals`: exact rational or 50-digit evaluation at random points, with the point where the two
   * differ.
   *
   * @throws DiagnosticError GS15x for text that is no formula in the names of the loss
   */
  compare(other: Formula | string, domain: Domain = this.domain): Verdict {
    const e = this.#exprOf(other);
    return this.#language.inOrder(
      domain === "manifold"
        ? agreeOnManifold(this.#expr, e, this.#language.equations, this.#language.moved)
        : agree(this.#expr, e),
    );
  }

  /** this − other, simplified where `domain` says. */
  minus(other: Formula | string, domain: Domain = this.domain): Formula {
    const difference = this.#language.difference(this.#expr, this.#exprOf(other), domain);
    return new Formula(`${this.label} − (${String(other)})`, difference, domain, this.#language);
  }

  get #shown(): Expr {
    return this.domain === "manifold" ? this.#language.simplified(this.#expr, "manifold") : this.#expr;
  }

  #exprOf(other: Formula | string): Expr {
    return typeof other === "string" ? this.#language.read(other) : other.#expr;
  }
}
