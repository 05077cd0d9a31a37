/** Other forms of an expression on Γ = {r = 0}: exact rewritings, made to be compared and checked. */
import { type Element, type Expr, add, call, mapChildren, num, substitute } from "../expr/index.js";
import { within } from "./budget.js";
import { consult } from "./consult.js";
import { cost } from "./cost.js";
import { type Substitution, eliminations, vanishing } from "./eliminate.js";
import { type Fraction, lengthOf, lowestTerms, properForm } from "./fraction.js";
import { plainEquation } from "./equation.js";
import { joinLogarithms } from "./logarithm.js";
import { type Points, elements } from "./points.js";
import { RationalFunctions } from "./rational-function.js";
import { type Strategy, strategies } from "./reduce.js";
import { withoutVanishingConstants } from "./vanishing-constants.js";

/** Work that one conversion after an elimination may cost: they are many, and often lead nowhere. */
const ELIMINATION = 100_000;
const SPLITTING = 20_000;

/** Multiplied out, a form on Γ may have so many times the terms of the form anywhere, and some more, to be worth writing. */
const MOST_TIMES_LONGER = 2;
const ALWAYS_WRITTEN = 8;

/** Whether a generator changes along Γ. */
const moves = (e: Expr, parameters: readonly Element[]): boolean => elements(e).some((x) => parameters.includes(x));

export class Proposals {
  readonly #rational = new RationalFunctions();
  readonly #strategies: readonly Strategy[];
  readonly #vanishing: Substitution;
  readonly #eliminations: readonly Substitution[];
  readonly #collapsed = new Map<Expr, Expr>();

  constructor(residuals: readonly Expr[], parameters: readonly Element[], points: Points) {
    const plain = residuals.map((r) => plainEquation(r, points));
    this.#vanishing = vanishing(parameters, points);
    const rest = plain.map((r) => substitute(r, this.#vanishing)).filter((r) => r !== num(0));
    this.#eliminations = eliminations(rest, parameters, points);
    const polynomials = rest.map((r) => this.#rational.fromExpression(r).numerator);
    const moving = this.#rational.generators.positions((e) => moves(e, parameters));
    this.#strategies = strategies(polynomials, moving);
  }

  /** The forms of e, in a fixed order: place k is the same rewriting for every e. */
  *forms(e: Expr): Generator<Expr | undefined> {
    const base = this.#collapse(substitute(e, this.#vanishing));
    yield base;
    const fraction = this.#lowest(base);
    const plain = this.#write(fraction);
    yield plain;
    yield this.#termwise(base);
    yield this.#mixed(fraction);
    yield this.#joined(base);
    const longest = MOST_TIMES_LONGER * lengthOf(fraction) + ALWAYS_WRITTEN;
    const unlessLong = (form: Fraction | undefined): Expr | undefined =>
      form && lengthOf(form) <= longest ? this.#write(form) : undefined;
    for (const strategy of this.#strategies) yield unlessLong(strategy(fraction));
    for (const solution of this.#eliminations)
      yield within(ELIMINATION, () => unlessLong(this.#lowest(substitute(base, solution))));
    yield* consult(plain, fraction);
  }

  readonly #write = (f: Fraction): Expr => withoutVanishingConstants(this.#rational.toExpression(f));
  readonly #lowest = (e: Expr): Fraction => lowestTerms(this.#rational.fromExpression(e));
  readonly #convert = (e: Expr): Expr => this.#write(this.#lowest(e));

  /** Polynomial part + proper fraction. */
  #mixed(f: Fraction): Expr | undefined {
    const parts = within(SPLITTING, () => properForm(f));
    return parts && add(...parts.map(this.#write));
  }

  /** Logarithms in one: 2 log(x) + log(y) = log(x^2 y). */
  #joined(e: Expr): Expr | undefined {
    const logarithm = joinLogarithms(e);
    return logarithm && this.#convert(logarithm);
  }

  /** A sum whose terms are simplified one by one: one fraction is not always better than two. */
  #termwise(e: Expr): Expr | undefined {
    if (e.kind !== "add") return undefined;
    return add(num(e.constant.numerator, e.constant.denominator), ...e.terms.map(this.#convert));
  }

  /** Arguments of functions in their simplest form on Γ: cosh(u v - 1) becomes 1 where u v = 1. */
  #collapse(e: Expr): Expr {
    if (this.#strategies.length === 0) return e;
    let known = this.#collapsed.get(e);
    if (known === undefined) {
      known =
        e.kind === "call"
          ? call(e.name, ...e.args.map((argument) => this.#shortest(argument)))
          : mapChildren(e, (child) => this.#collapse(child));
      this.#collapsed.set(e, known);
    }
    return known;
  }

  #shortest(e: Expr): Expr {
    const forms = [e, ...this.forms(e)].filter((form) => form !== undefined);
    return forms.reduce((best, form) => (cost(form) < cost(best) ? form : best));
  }
}
