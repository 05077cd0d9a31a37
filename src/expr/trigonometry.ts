/** Exact sines and cosines at multiples of pi/6 and pi/4, so that a motor with three phases has surds, not decimals. */
import type { Expr } from "./node.js";
import { ONE, type Rational, addQ, compareQ, negQ, rational } from "./rational.js";

/** coefficient * sqrt(radicand) */
export interface Surd {
  readonly coefficient: Rational;
  readonly radicand: number;
}

/** sin(q pi) for q in [0, 1/2]. */
const FIRST_QUADRANT: readonly (readonly [q: Rational, sine: Surd])[] = [
  [rational(0), { coefficient: rational(0), radicand: 1 }],
  [rational(1, 6), { coefficient: rational(1, 2), radicand: 1 }],
  [rational(1, 4), { coefficient: rational(1, 2), radicand: 2 }],
  [rational(1, 3), { coefficient: rational(1, 2), radicand: 3 }],
  [rational(1, 2), { coefficient: rational(1), radicand: 1 }],
];

/** q for an expression q * pi with rational q. */
function multipleOfPi(e: Expr): Rational | undefined {
  if (e.kind === "pi") return ONE;
  return e.kind === "mul" && e.factors.length === 1 && e.factors[0]!.kind === "pi" ? e.coefficient : undefined;
}

function sine(q: Rational): Surd | undefined {
  const turns = rational(q.numerator / (2n * q.denominator) - (q.numerator < 0n ? 1n : 0n));
  const angle = addQ(q, negQ(addQ(turns, turns)));
  if (compareQ(angle, ONE) >= 0) {
    const opposite = sine(addQ(angle, negQ(ONE)));
    return opposite && { ...opposite, coefficient: negQ(opposite.coefficient) };
  }
  const folded = compareQ(angle, rational(1, 2)) > 0 ? addQ(ONE, negQ(angle)) : angle;
  return FIRST_QUADRANT.find(([known]) => compareQ(known, folded) === 0)?.[1];
}

/** The exact value of sin or cos at a rational multiple of pi, where it is a surd of the table. */
export function exactTrigonometry(name: string, argument: Expr): Surd | undefined {
  if (name !== "sin" && name !== "cos") return undefined;
  const q = multipleOfPi(argument);
  if (q === undefined) return undefined;
  return sine(name === "sin" ? q : addQ(q, rational(1, 2)));
}
