/** The unknowns of a polynomial ring: subexpressions that are not rational in others, with the equations they satisfy. */
import type { Expr } from "../expr/index.js";
import { giveUp } from "./budget.js";
import { type Fraction, cancel, fromPolynomial, multiplyFractions, raiseFraction } from "./fraction.js";
import { MAX_GENERATORS } from "./monomial.js";
import { type Polynomial, ZERO, coefficientsIn, degree, generator, keyOf, plus, raise, times } from "./polynomial.js";

/** generator^degree = value: sqrt(3)^2 = 3, sin(x)^2 = 1 - cos(x)^2. */
interface Relation {
  readonly degree: number;
  readonly value: Polynomial;
}

export class Generators {
  readonly #expressions: Expr[] = [];
  readonly #positions = new Map<Expr, number>();
  readonly #relations = new Map<number, Relation>();

  /** The position of an expression; a new one may satisfy generator^degree = value. */
  position(e: Expr, relation?: () => Relation | undefined): number {
    const known = this.#positions.get(e);
    if (known !== undefined) return known;
    // What the relation is made of gets its place first.
    const equation = relation?.();
    const position = this.#expressions.length;
    if (position === MAX_GENERATORS) giveUp();
    this.#expressions.push(e);
    this.#positions.set(e, position);
    if (equation) this.#relations.set(position, equation);
    return position;
  }

  /** The positions whose expressions pass a test. */
  positions(test: (e: Expr) => boolean): number[] {
    return [...this.#positions].filter(([e]) => test(e)).map(([, position]) => position);
  }

  expression(position: number): Expr {
    return this.#expressions[position]!;
  }

  /** Applies the relations: their generators keep exponents below the degree, and leave the denominator. */
  normalize(f: Fraction): Fraction {
    let result = f;
    for (const [position, relation] of [...this.#relations].reverse()) {
      const key = generatorKey(position);
      const below = result.denominator.get(key)?.exponent ?? 0;
      if (below > 0) result = moveAbove(result, position, below, relation);
      if (degree(result.numerator, position) >= relation.degree)
        result = cancel({ ...result, numerator: lower(result.numerator, position, relation) });
    }
    return result;
  }
}

/** g^(d j + k) = value^j g^k. */
function lower(p: Polynomial, position: number, { degree: d, value }: Relation): Polynomial {
  return coefficientsIn(p, position).reduce(
    (sum, row, k) => plus(sum, times(row, times(raise(value, Math.floor(k / d)), generator(position, k % d)))),
    ZERO,
  );
}

/** 1 / g^k = g^m / value^j with k + m = d j. */
function moveAbove(f: Fraction, position: number, below: number, { degree: d, value }: Relation): Fraction {
  const j = Math.ceil(below / d);
  const inverse = raiseFraction(fromPolynomial(value), -j) ?? giveUp();
  const denominator = new Map(f.denominator);
  denominator.delete(generatorKey(position));
  const numerator = times(f.numerator, generator(position, d * j - below));
  return multiplyFractions({ ...f, numerator, denominator }, inverse);
}

const generatorKey = (position: number): string => keyOf(generator(position));
