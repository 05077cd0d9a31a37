/** Polynomials and fractions as expressions, in the arrangement that is easiest to read. */
import { type Expr, add, multiply, num, power } from "../expr/index.js";
import { spend } from "./budget.js";
import { cost } from "./cost.js";
import { type Factor, factor } from "./factor.js";
import type { Fraction } from "./fraction.js";
import type { Generators } from "./generators.js";
import { degreeIn, exponents } from "./monomial.js";
import { type Polynomial, coefficientsIn, keyOf, support, times } from "./polynomial.js";

/** Longer polynomials are written term by term. */
const LONGEST = 24;
/** Work per term of arranging a sum in all ways and comparing them. */
const ARRANGEMENT = 100;
/** Generators whose powers a sum is collected by, those of most terms first. */
const MOST_TRIED = 4;

export class Writer {
  readonly #memo = new Map<string, Expr>();

  constructor(readonly generators: Generators) {}

  /** Numerator over denominator, factored or multiplied out. */
  fraction({ numerator, divisor, denominator }: Fraction, factored: boolean): Expr {
    if (numerator.length === 0) return num(0);
    const above = factored ? this.#factored(numerator) : this.#terms(numerator);
    const below = [...denominator.values()].map(({ base, exponent }) => ({ base, exponent: -exponent }));
    return multiply(num(1n, divisor), above, this.#product(below));
  }

  #factored(p: Polynomial): Expr {
    const { content, factors } = factor(p);
    return multiply(num(content), this.#product(factors));
  }

  #product(factors: readonly Factor[]): Expr {
    return multiply(...this.#regroup(factors).map(({ base, exponent }) => power(this.#sum(base), num(exponent))));
  }

  /** Factors multiplied out again where that reads better: (u + v)(u - v) as u^2 - v^2. */
  #regroup(factors: readonly Factor[]): readonly Factor[] {
    for (const [i, a] of factors.entries())
      for (const b of factors.slice(i + 1)) {
        if (a.exponent !== b.exponent || a.base.length * b.base.length > LONGEST) continue;
        if (a.base.length === 1 || b.base.length === 1) continue;
        const base = times(a.base, b.base);
        if (cost(this.#sum(base)) >= cost(multiply(this.#sum(a.base), this.#sum(b.base)))) continue;
        return this.#regroup([
          ...factors.filter((other) => other !== a && other !== b),
          { base, exponent: a.exponent },
        ]);
      }
    return factors;
  }

  /** Term by term, or by powers of one generator with factored coefficients: a^2 x + b^2 x + c as (a^2 + b^2) x + c. */
  #sum(p: Polynomial): Expr {
    if (p.length < 4 || p.length > LONGEST) return this.#terms(p);
    const key = keyOf(p);
    let known = this.#memo.get(key);
    if (known === undefined) {
      spend(ARRANGEMENT * p.length);
      const occurrences = support(p).map((index) => ({ index, count: termsWith(p, index).length }));
      const alone = occurrences.filter(({ count }) => count === 1).map(({ index }) => index);
      const commonest = occurrences.filter(({ count }) => count > 1).toSorted((a, b) => b.count - a.count);
      const tried = new Set(commonest.slice(0, MOST_TRIED));
      const arrangements = [
        this.#terms(p),
        ...this.#apart(p, alone),
        ...occurrences.filter((one) => tried.has(one)).map(({ index }) => this.#collected(p, index)),
      ];
      known = arrangements.reduce((best, form) => (cost(form) < cost(best) ? form : best));
      this.#memo.set(key, known);
    }
    return known;
  }

  /** The terms with a generator that no other term has, and the rest in factors: 3 y^2 - x^2 + 2 x - 1 as 3 y^2 - (x - 1)^2. */
  #apart(p: Polynomial, alone: readonly number[]): readonly Expr[] {
    const apart = p.filter(({ monomial }) => alone.some((index) => degreeIn(monomial, index) > 0));
    const rest = p.filter((term) => !apart.includes(term));
    return apart.length === 0 || rest.length < 2 ? [] : [add(this.#terms(apart), this.#factored(rest))];
  }

  #collected(p: Polynomial, index: number): Expr {
    const x = this.generators.expression(index);
    const rows = coefficientsIn(p, index);
    return add(...rows.map((row, k) => (row.length === 0 ? num(0) : multiply(this.#factored(row), power(x, num(k))))));
  }

  #terms(p: Polynomial): Expr {
    return add(
      ...p.map((term) => {
        const powers = exponents(term.monomial).map(([i, k]) => power(this.generators.expression(i), num(k)));
        return multiply(num(term.coefficient), ...powers);
      }),
    );
  }
}

const termsWith = (p: Polynomial, index: number): Polynomial =>
  p.filter(({ monomial }) => degreeIn(monomial, index) > 0);
