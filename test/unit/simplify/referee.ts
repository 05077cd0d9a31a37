/** Who is right about a derivative: a central difference quotient with 50 digits. */
import { type Element, type Expr, PreciseNumber, evaluatePrecisely } from "../../../src/expr/index.js";

const H = new PreciseNumber("1e-12");
const POINTS = ["0.37", "-0.81", "1.29"];

/** Whether d is de/dx, to about 18 digits, at every point where the quotient has a value; undefined when there is none. */
export function isDerivative(d: Expr, e: Expr, x: Element): boolean | undefined {
  const verdicts = POINTS.flatMap((at, k) => {
    const moved = (h: typeof H) => (p: Element) =>
      new PreciseNumber(at).plus(p === x ? h : p.tensor.name.codePointAt(0)! / 512 + k / 8);
    const [right, left] = [evaluatePrecisely(e, moved(H)), evaluatePrecisely(e, moved(H.neg()))];
    const quotient = right.minus(left).div(H.times(2));
    if (!quotient.isFinite()) return [];
    const claimed = evaluatePrecisely(d, moved(new PreciseNumber(0)));
    const size = quotient.abs().plus(right.abs()).plus(1);
    return [claimed.minus(quotient).abs().lte(size.times("1e-15"))];
  });
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
}
