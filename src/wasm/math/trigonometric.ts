/**
 * sin and cos after fdlibm: x = n π/2 + y with |y| ≤ π/4, π/2 taken away in four parts, so that y has 151 bits to come
 * from; polynomials in y; the quadrant chooses. From 2²⁰ on the host's function is asked.
 */
import { type Code, call, choose, lane, pair } from "../code.js";
import { integerBits } from "./exponential.js";
import { type Formula, type MathFunction, polynomial } from "./formula.js";

/** π/2 = the sum; n times each of the first three, with 33 bits, is exact. */
const HALF_PI = [
  1.57079632673412561417, 6.0771005063039659766e-11, 2.0222662487111664558e-21, 8.47842766036889956997e-32,
] as const;
const SIN = [
  8.33333333332248946124e-3, -1.98412698298579493134e-4, 2.75573137070700676789e-6, -2.50507602534068634195e-8,
  1.58969099521155010221e-10,
];
const THIRD = 1.66666666666666324348e-1;
const COS = [
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5, -2.75573143513906633035e-7,
  2.0875723212981748279e-9, -1.13596475577881948265e-11,
];
const LARGEST = 2 ** 20;
const SIGN_BIT = 1n << 63n;

/** a − b = difference + error, for |a| and |b| in any order. */
function exactDifference({ lanes: { add, sub }, let: name }: Formula, a: Code, b: Code): readonly [Code, Code] {
  const difference = name(sub(a, b));
  const virtual = name(sub(a, difference));
  return [difference, name(add(sub(a, add(difference, virtual)), sub(virtual, b)))];
}

/** n, and y = head + tail. */
function reduce(formula: Formula, x: Code): { readonly n: Code; readonly head: Code; readonly tail: Code } {
  const { lanes, let: name } = formula;
  const { add, constant, mul, sub } = lanes;
  const n = name(lanes.nearest(mul(x, constant(2 / Math.PI))));
  const part = (i: 0 | 1 | 2 | 3): Code => name(mul(n, constant(HALF_PI[i])));
  const first = name(sub(x, part(0)));
  const [second, lost2] = exactDifference(formula, first, part(1));
  const [third, lost3] = exactDifference(formula, second, part(2));
  const rest = name(add(add(lost2, lost3), lanes.neg(part(3))));
  const head = name(add(third, rest));
  return { n, head, tail: name(sub(rest, sub(head, third))) };
}

/** y + t − y³/6 + …, with t the tail of y */
function sinOfSmall(formula: Formula, y: Code, t: Code, z: Code): Code {
  const { lanes, let: name } = formula;
  const { add, constant, mul, sub } = lanes;
  const v = name(mul(z, y));
  const r = polynomial(formula, z, SIN);
  return sub(y, add(sub(mul(z, sub(mul(constant(0.5), t), mul(v, r))), t), mul(v, constant(THIRD))));
}

/** 1 − y²/2 + …, the rounding of 1 − y²/2 put back */
function cosOfSmall(formula: Formula, y: Code, t: Code, z: Code): Code {
  const { lanes, let: name } = formula;
  const { add, constant, mul, sub } = lanes;
  const half = name(mul(constant(0.5), z));
  const main = name(sub(constant(1), half));
  const r = mul(z, polynomial(formula, z, COS));
  return add(main, add(sub(sub(constant(1), main), half), sub(mul(z, r), mul(y, t))));
}

/** sin(x + quarters π/2) */
function rotated(formula: Formula, x: Code, quarters: 0n | 1n): Code {
  const { lanes, let: name } = formula;
  const { bits } = lanes;
  const { n, head, tail } = reduce(formula, x);
  const z = name(lanes.mul(head, head));
  const sine = name(sinOfSmall(formula, head, tail, z));
  const cosine = name(cosOfSmall(formula, head, tail, z));
  const quadrant = name(bits.toDouble(bits.add(integerBits(formula, n), bits.constant(quarters))));
  const isOdd = bits.eq(bits.and(bits.of(quadrant), bits.constant(1n)), bits.constant(1n));
  const sign = bits.and(bits.shl(bits.of(quadrant), 62), bits.constant(SIGN_BIT));
  const size = name(lanes.select(isOdd, cosine, sine));
  return bits.toDouble(bits.xor(bits.of(size), sign));
}

/** The formula where |x| is small enough, the host's function elsewhere, lane by lane. */
function withHost(formula: Formula, name: "sin" | "cos", x: Code, value: Code): Code {
  const { lanes } = formula;
  const isLarge = lanes.le(lanes.constant(LARGEST), lanes.abs(x));
  const host = formula.host(name);
  const slow = lanes.width === 1 ? call(host, x) : pair(call(host, lane(x, 0)), call(host, lane(x, 1)));
  return choose(lanes.type, lanes.any(isLarge), lanes.select(isLarge, slow, value), value);
}

export const sin: MathFunction = (formula, x) => {
  const { lanes, let: name } = formula;
  const isTiny = lanes.lt(lanes.abs(x), lanes.constant(2 ** -27));
  return withHost(formula, "sin", x, name(lanes.select(isTiny, x, rotated(formula, x, 0n))));
};

export const cos: MathFunction = (formula, x) => withHost(formula, "cos", x, formula.let(rotated(formula, x, 1n)));
