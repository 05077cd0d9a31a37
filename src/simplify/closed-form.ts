/**
 * Closed forms for reading: of the forms proposed for an expression, equal everywhere or on Γ = {r = 0}, the cheapest
 * that agrees with the original at random points. Whatever is too large comes back unchanged.
 */
import type { Expr } from "../expr/index.js";
import { agreeAt, parametersOf } from "./agree.js";
import { Allowance } from "./budget.js";
import { type FactoredVector, takeCommonFactor } from "./common-factor.js";
import { cost, treeSize } from "./cost.js";
import { Points } from "./points.js";
import { manifold } from "./project.js";
import { Proposals } from "./proposals.js";

export interface SimplifyOptions {
  /** Work in term products (about 10^6 a second) after which the rest of the problem is left as it is. */
  readonly allowance?: number;
}

const ALLOWANCE = 1_500_000;
/** The part of what is left that one expression may use. */
const SHARE = 1 / 8;
/** Graphs whose tree is larger are not touched. */
const LARGEST_TREE = 1_000_000;

/** Simplifies the expressions of one problem: what is known about Γ, and every conversion, is shared between them. */
export class Simplifier {
  readonly #points: Points;
  readonly #proposals: Proposals | undefined;
  readonly #forms = new Map<Expr, readonly (Expr | undefined)[]>();
  readonly #simplified = new Map<Expr, Expr>();
  readonly #allowance: Allowance;

  constructor(residuals: readonly Expr[] = [], { allowance = ALLOWANCE }: SimplifyOptions = {}) {
    const parameters = parametersOf(residuals);
    this.#points = new Points(manifold(residuals, parameters));
    this.#allowance = new Allowance(allowance);
    this.#proposals = this.#allowance.run(() => new Proposals(residuals, parameters, this.#points));
  }

  simplify(e: Expr): Expr {
    let known = this.#simplified.get(e);
    if (known === undefined) {
      const candidates = this.#formsOf(e).flatMap((form) => (form ? [[form]] : []));
      [known] = this.#cheapest([e], candidates, ([form]) => cost(form!)) as [Expr];
      this.#simplified.set(e, known);
    }
    return known;
  }

  /** factor * entries = es: one rewriting for all entries, so that they share a factor where they can. */
  simplifyVector(es: readonly Expr[]): FactoredVector {
    const simple = es.map((e) => this.simplify(e));
    const forms = es.map((e) => this.#formsOf(e));
    const count = Math.max(...forms.map((list) => list.length));
    const candidates = Array.from({ length: count }, (_, k) => simple.map((e, i) => forms[i]![k] ?? e));
    const chosen = this.#cheapest(es, [simple, ...candidates], (entries) => {
      const { factor, entries: rest } = takeCommonFactor(entries);
      return rest.reduce((total, entry) => total + cost(entry), cost(factor));
    });
    return takeCommonFactor(chosen);
  }

  /** The first in order of cost that agrees with the original in every entry; the original does. */
  #cheapest(
    original: readonly Expr[],
    proposed: readonly (readonly Expr[])[],
    price: (candidate: readonly Expr[]) => number,
  ): readonly Expr[] {
    const priced = [original, ...proposed].map((candidate) => ({ candidate, price: price(candidate) }));
    priced.sort((a, b) => a.price - b.price);
    const agrees = (candidate: readonly Expr[]): boolean =>
      candidate.every((entry, i) => agreeAt(original[i]!, entry, this.#points).kind === "agree");
    return priced.find(({ candidate }) => agrees(candidate))!.candidate;
  }

  /** What was proposed before the allowance ran out. */
  #formsOf(e: Expr): readonly (Expr | undefined)[] {
    let forms = this.#forms.get(e);
    if (forms === undefined) {
      const list: (Expr | undefined)[] = [];
      if (treeSize(e) <= LARGEST_TREE)
        this.#allowance.part(SHARE, () => {
          for (const form of this.#proposals?.forms(e) ?? []) list.push(form);
        });
      this.#forms.set(e, (forms = list));
    }
    return forms;
  }
}

/** The simplest form found that is equal to e wherever e has a value. */
export const simplify = (e: Expr, options?: SimplifyOptions): Expr => new Simplifier([], options).simplify(e);

/** The simplest form found that is equal to e where all residuals vanish. */
export const simplifyOnManifold = (e: Expr, residuals: readonly Expr[], options?: SimplifyOptions): Expr =>
  new Simplifier(residuals, options).simplify(e);

export const simplifyVectorOnManifold = (
  es: readonly Expr[],
  residuals: readonly Expr[],
  options?: SimplifyOptions,
): FactoredVector => new Simplifier(residuals, options).simplifyVector(es);
