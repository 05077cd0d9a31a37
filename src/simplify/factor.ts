/** Factoring of polynomials by cheap means: contents, square-free parts, quadratics in a power of one generator. */
import { within } from "./budget.js";
import { contentIn, gcd } from "./gcd.js";
import { exponents } from "./monomial.js";
import {
  ONE,
  type Polynomial,
  coefficientsIn,
  commonMonomial,
  content,
  derivative,
  fromCoefficients,
  generator,
  isConstant,
  isZero,
  keyOf,
  minus,
  overInteger,
  overMonomial,
  plus,
  primitive,
  product,
  quotient,
  raise,
  scale,
  support,
} from "./polynomial.js";
import { rootOfDiscriminant } from "./square-root.js";

/** The factors are primitive and not constant, their first coefficients positive. */
export interface Factor {
  readonly base: Polynomial;
  readonly exponent: number;
}
/** content * product of base^exponent. */
export interface Factorization {
  readonly content: bigint;
  readonly factors: readonly Factor[];
}

/** Work that the factoring of one polynomial may cost before what is left stays whole. */
const ALLOWANCE = 200_000;

const memo = new Map<string, Factorization>();

/** A factorization of a non-zero polynomial: exact, though its factors may not be irreducible. */
export function factor(p: Polynomial): Factorization {
  const key = keyOf(p);
  let known = memo.get(key);
  if (known === undefined) {
    const whole = content(p);
    const common = commonMonomial(p);
    const rest = overMonomial(overInteger(p, whole), common);
    const monomials = exponents(common).map(([index, exponent]) => ({ base: generator(index), exponent }));
    known = { content: whole, factors: [...monomials, ...gather(split({ base: rest, exponent: 1 }))] };
    memo.set(key, known);
  }
  return known;
}

export const expandFactors = (factors: readonly Factor[]): Polynomial =>
  product(factors.map(({ base, exponent }) => raise(base, exponent)));

/** Equal factors in one power. */
function gather(factors: readonly Factor[]): Factor[] {
  const powers = new Map<string, Factor>();
  for (const { base, exponent } of factors) {
    const key = keyOf(base);
    powers.set(key, { base, exponent: exponent + (powers.get(key)?.exponent ?? 0) });
  }
  return [...powers.values()];
}

/** One way of writing p as a product; undefined when it does not apply. */
type Rule = (p: Polynomial) => readonly Factor[] | undefined;

const RULES: readonly Rule[] = [splitContent, splitRepeated, splitQuadratic, splitLinear];

function split(whole: Factor): Factor[] {
  if (isConstant(whole.base)) return [];
  for (const rule of RULES) {
    const parts = within(ALLOWANCE, () => rule(whole.base));
    if (parts)
      return parts.flatMap(({ base, exponent }) =>
        split({ base: primitive(base), exponent: exponent * whole.exponent }),
      );
  }
  return [whole];
}

/** a x + a y = a (x + y): the gcd of the coefficients of the powers of one generator. */
function splitContent(p: Polynomial): readonly Factor[] | undefined {
  if (p.length < 3) return undefined;
  for (const index of support(p)) {
    const common = contentIn(p, index);
    if (!isConstant(common))
      return [
        { base: common, exponent: 1 },
        { base: quotient(p, common)!, exponent: 1 },
      ];
  }
  return undefined;
}

/** Yun's square-free decomposition, for p without content in the generator of lowest index. */
function splitRepeated(p: Polynomial): readonly Factor[] | undefined {
  const [index] = support(p);
  const slope = derivative(p, index!);
  const repeated = gcd(p, slope);
  if (isConstant(repeated)) return undefined;
  const parts: Factor[] = [];
  let rest = quotient(p, repeated)!;
  let difference = minus(quotient(slope, repeated)!, derivative(rest, index!));
  for (let exponent = 1; !isConstant(rest); exponent++) {
    const simple = gcd(rest, difference);
    if (!isConstant(simple)) parts.push({ base: simple, exponent });
    rest = quotient(rest, simple)!;
    difference = minus(quotient(difference, simple)!, derivative(rest, index!));
  }
  return parts;
}

/** A z^2 + B z + C with z = x^k, when B^2 - 4 A C is a square. Differences of squares are the case B = 0. */
function splitQuadratic(p: Polynomial): readonly Factor[] | undefined {
  for (const index of support(p)) {
    const rows = coefficientsIn(p, index);
    const k = (rows.length - 1) / 2;
    if (!Number.isInteger(k) || rows.some((row, power) => !isZero(row) && power % k !== 0)) continue;
    const [C, B, A] = [rows[0]!, rows[k]!, rows[2 * k]!];
    const root = rootOfDiscriminant(A, B, C);
    if (root === undefined) continue;
    const linear = fromCoefficients([minus(B, root), ...Array.from({ length: k - 1 }, () => []), scale(2n, A)], index);
    const base = primitive(quotient(linear, contentIn(linear, index))!);
    const other = quotient(p, base);
    if (other)
      return [
        { base, exponent: 1 },
        { base: other, exponent: 1 },
      ];
  }
  return undefined;
}

/** Linear factors that come up often: x - y, x + y, x - 1, x + 1. */
function splitLinear(p: Polynomial): readonly Factor[] | undefined {
  const unknowns = support(p).map((index) => generator(index));
  const pairs = unknowns.flatMap((x, i) => [ONE, ...unknowns.slice(0, i)].map((y) => [x, y] as const));
  for (const [x, y] of pairs)
    for (const base of [minus(x, y), plus(x, y)]) {
      const other = quotient(p, base);
      if (other && !isConstant(other))
        return [
          { base, exponent: 1 },
          { base: other, exponent: 1 },
        ];
    }
  return undefined;
}
