/** Expressions as quotients of polynomials in generators, and back. */
import {
  type Call,
  type Expr,
  type Kind,
  type Pow,
  add,
  call,
  multiply,
  num,
  one,
  power,
  rationalNumber,
  rationals,
  splitCoefficient,
} from "../expr/index.js";
import { giveUp } from "./budget.js";
import {
  type Fraction,
  addFractions,
  fromInteger,
  fromPolynomial,
  multiplyFractions,
  raiseFraction,
} from "./fraction.js";
import { Generators } from "./generators.js";
import { generator } from "./polynomial.js";
import { separateLogarithm } from "./logarithm.js";
import { Writer } from "./write.js";

type Rule<K extends Kind> = (e: Extract<Expr, { kind: K }>) => Fraction;

export class RationalFunctions {
  readonly generators = new Generators();
  readonly #memo = new Map<Expr, Fraction>();
  readonly #writer = new Writer(this.generators);

  /** Throws the budget's exception when e is too large. */
  fromExpression(e: Expr): Fraction {
    let known = this.#memo.get(e);
    if (known === undefined) {
      known = this.generators.normalize((this.#rules[e.kind] as Rule<Kind>)(e));
      this.#memo.set(e, known);
    }
    return known;
  }
  readonly #convert = (e: Expr): Fraction => this.fromExpression(e);

  readonly #rules: { [K in Kind]: Rule<K> } = {
    num: (e) => fromInteger(e.value.numerator, e.value.denominator),
    add: (e) =>
      addFractions([fromInteger(e.constant.numerator, e.constant.denominator), ...e.terms.map(this.#convert)]),
    mul: (e) =>
      e.factors
        .map(this.#convert)
        .reduce(
          (product, factor) => this.generators.normalize(multiplyFractions(product, factor)),
          fromInteger(e.coefficient.numerator, e.coefficient.denominator),
        ),
    pow: (e) => this.#power(e),
    call: (e) => this.#call(e),
    pi: (e) => this.#unknown(e),
    size: (e) => this.#unknown(e),
    index: (e) => this.#unknown(e),
    element: (e) => this.#unknown(e),
    sum: (e) => this.#unknown(e),
    delta: (e) => this.#unknown(e),
    piecewise: (e) => this.#unknown(e),
  };

  #unknown(e: Expr): Fraction {
    return fromPolynomial(generator(this.generators.position(e)));
  }

  #raise(f: Fraction, n: bigint): Fraction {
    return raiseFraction(f, Number(n)) ?? giveUp();
  }

  /** g^n for the unknown g = root^(1/q), which satisfies g^q = root. */
  #rootPower(e: Expr, root: Expr, q: bigint, n: bigint): Fraction {
    if (q === 1n) return this.#raise(this.#unknown(e), n);
    const position = this.generators.position(e, () => {
      const { numerator, divisor, denominator } = this.fromExpression(root);
      return divisor === 1n && denominator.size === 0 ? { degree: Number(q), value: numerator } : undefined;
    });
    return this.#raise(fromPolynomial(generator(position)), n);
  }

  #power({ base, exponent }: Pow): Fraction {
    if (exponent.kind === "num") {
      const { numerator: n, denominator: q } = exponent.value;
      if (q === 1n) return this.#raise(this.fromExpression(base), n);
      return this.#rootPower(power(base, num(1n, q)), base, q, n);
    }
    // x^(a - 1) = x^a / x
    const whole = exponent.kind === "add" && rationals.isIntegerQ(exponent.constant) ? exponent.constant.numerator : 0n;
    const unknown = this.#unknown(power(base, add(exponent, num(-whole))));
    return multiplyFractions(unknown, this.#raise(this.fromExpression(base), whole));
  }

  #call(e: Call): Fraction {
    if (e.name === "exp") return this.#exponential(e.args[0]!);
    const canonical = call(e.name, ...e.args.map((argument) => this.toExpression(this.fromExpression(argument))));
    if (canonical.kind !== "call") return this.fromExpression(canonical);
    const separated = canonical.name === "log" ? separateLogarithm(canonical.args[0]!) : undefined;
    if (separated) return this.fromExpression(separated);
    const dual = PYTHAGOREAN[canonical.name];
    if (dual === undefined) return this.#unknown(canonical);
    const relation = { degree: 2, value: this.fromExpression(dual(canonical.args[0]!)).numerator };
    return fromPolynomial(generator(this.generators.position(canonical, () => relation)));
  }

  /** exp(p/q t + …) = exp(t/q)^p …: the terms of the argument become factors. */
  #exponential(argument: Expr): Fraction {
    const sum = this.toExpression(this.fromExpression(argument), false);
    const terms = sum.kind === "add" ? [rationalNumber(sum.constant), ...sum.terms] : [sum];
    return terms
      .filter((term) => term !== num(0))
      .map((term) => {
        const [{ numerator: p, denominator: q }, t] = splitCoefficient(term);
        return this.#rootPower(call("exp", multiply(num(1n, q), t)), call("exp", t), q, p);
      })
      .reduce(multiplyFractions, fromInteger(1n));
  }

  /** Numerator over denominator, factored or multiplied out. */
  toExpression(f: Fraction, factored = true): Expr {
    return this.#writer.fraction(f, factored);
  }
}

/** f(x)^2 in terms of the other function, so that both are not kept as unrelated unknowns. */
const PYTHAGOREAN: Partial<Record<Call["name"], (x: Expr) => Expr>> = {
  sin: (x) => add(one, multiply(num(-1), power(call("cos", x), num(2)))),
  sinh: (x) => add(num(-1), power(call("cosh", x), num(2))),
};
