/** Equality of expressions by evaluation at random points: exact where both are rational there, else to 50 digits. */
import { type Element, type Expr, children, print, rationals } from "../expr/index.js";
import { type Point, Points, elements } from "./points.js";
import { manifold } from "./project.js";

export type Verdict =
  | { readonly kind: "agree"; readonly points: number }
  /** They differ at this point. */
  | {
      readonly kind: "differ";
      readonly at: Readonly<Record<string, string>>;
      readonly values: readonly [string, string];
    }
  /** Too few points in the domain of `a` with enough digits, or something that has no pointwise value. */
  | { readonly kind: "undecided"; readonly reason: string };

/** Points at which two expressions must agree to count as equal. */
const ENOUGH = 4;
const RELATIVE_ERROR = "1e-28";
/** Below this, with 50 digits carried, a value is the rounding error of an exact zero. */
const ZERO_BELOW = "1e-38";
/** Above that, cancellation leaves at least this relative accuracy: what differs by less proves nothing. */
const DOUBTFUL = "1e-12";

/** Whether a and b have the same value wherever a has one. */
export const agree = (a: Expr, b: Expr): Verdict => agreeAt(a, b, new Points(manifold([], [])));

/** Whether a and b have the same value where all residuals vanish. `moved`: the coordinates that may be adjusted. */
export const agreeOnManifold = (
  a: Expr,
  b: Expr,
  residuals: readonly Expr[],
  moved: readonly Element[] = parametersOf(residuals),
): Verdict => agreeAt(a, b, new Points(manifold(residuals, moved)));

export const parametersOf = (es: readonly Expr[]): Element[] =>
  elements(...es).filter((element) => element.tensor.role === "parameter");

export function agreeAt(a: Expr, b: Expr, points: Points): Verdict {
  if (a === b) return { kind: "agree", points: 0 };
  if (!isPointwise(a) || !isPointwise(b))
    return { kind: "undecided", reason: "sums over named sizes have no value here" };
  let agreed = 0;
  for (let n = 0; agreed < ENOUGH; n++) {
    const point = points.at(n);
    if (point === undefined) return { kind: "undecided", reason: `only ${String(agreed)} points tell` };
    const difference = compareAt(a, b, point);
    if (difference === "inconclusive") continue;
    if (difference !== "equal") return { kind: "differ", at: coordinates(point, a, b), values: difference };
    agreed++;
  }
  return { kind: "agree", points: agreed };
}

function compareAt(a: Expr, b: Expr, point: Point): "equal" | "inconclusive" | readonly [string, string] {
  const [exactA, exactB] = [point.exact(a), point.exact(b)];
  if (exactA && exactB)
    return rationals.equalQ(exactA, exactB) ? "equal" : [rationals.formatQ(exactA), rationals.formatQ(exactB)];
  const [x, y] = [point.precise(a), point.precise(b)];
  if (!x.isFinite()) return "inconclusive";
  const size = x.abs().gt(y.abs()) ? x.abs() : y.abs();
  const difference = x.minus(y).abs();
  if (size.lt(ZERO_BELOW) || difference.lte(size.times(RELATIVE_ERROR))) return "equal";
  return difference.lt(size.times(DOUBTFUL)) ? "inconclusive" : [x.toString(), y.toString()];
}

const coordinates = (point: Point, ...es: readonly Expr[]): Record<string, string> =>
  Object.fromEntries(elements(...es).map((element) => [print(element), point.coordinate(element).toString()]));

const pointwise = new WeakMap<Expr, boolean>();
function isPointwise(e: Expr): boolean {
  let known = pointwise.get(e);
  if (known === undefined) {
    known = !["size", "index", "sum", "delta"].includes(e.kind) && children(e).every(isPointwise);
    pointwise.set(e, known);
  }
  return known;
}
