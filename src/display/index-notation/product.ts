/** Products and quotients: a number, or sizes under a bar, then the factors, sums last. */
import type { Expr } from "../../expr/index.js";
import { Binds, type Printed } from "../../expr/binds.js";
import { fraction } from "../../expr/fraction.js";
import type { Writing } from "./writing.js";

export function writeProduct(e: Expr, w: Writing): Printed {
  const { style } = w;
  const { negative, numerator, denominator, above, below } = fraction(e);
  const sign = negative ? style.minus : "";
  const binds = negative ? Binds.Sum : Binds.Product;
  const number = numerator.toString();
  const factors = factorsOf(above, w);
  const numbered = numerator === 1n && factors.length > 0 ? factors : [number, ...factors];
  const alone = below.length === 1 && denominator === 1n;
  const under = below.map((factor) => (alone ? w.text(factor) : w.at(factor, Binds.Power)));
  if (denominator !== 1n) under.unshift(denominator.toString());
  if (under.length === 0) return [sign + numbered.join(style.times), binds];
  const bottom = under.join(style.times);
  if (factors.length === 0) return [sign + style.quotient(number, bottom), binds];
  if (below.every(({ kind }) => kind === "size"))
    return [sign + [style.coefficient(number, bottom), ...factors].join(style.times), binds];
  const top = numbered.length > 1 ? style.group(numbered.join(style.times)) : numbered[0]!;
  return [sign + style.quotient(top, bottom), binds];
}

/** A sum reaches to the end of its product: only the last factor may be one without parentheses. */
function factorsOf(above: readonly Expr[], w: Writing): readonly string[] {
  const isSum = ({ kind }: Expr): boolean => kind === "sum";
  const ordered = [...above.filter((factor) => !isSum(factor)), ...above.filter(isSum)];
  return ordered.map((factor, i) =>
    isSum(factor) && i < ordered.length - 1 ? w.style.group(w.text(factor)) : w.at(factor, Binds.Product),
  );
}
