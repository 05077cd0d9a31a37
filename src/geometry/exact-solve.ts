/** Linear systems over the rationals. */
import { type Rational, rationals } from "../expr/index.js";

const { ZERO, addQ, divQ, isZeroQ, mulQ, negQ } = rationals;

/** The solution of A x = b when there is exactly one, by Gauss–Jordan elimination; undefined otherwise. */
export function solveExactly(A: readonly (readonly Rational[])[], b: readonly Rational[]): Rational[] | undefined {
  const rows = A.map((row, i) => [...row, b[i] ?? ZERO]);
  const unknowns = A[0]?.length ?? 0;
  for (let column = 0; column < unknowns; column++) {
    const pivot = rows.findIndex((row, i) => i >= column && !isZeroQ(row[column]!));
    if (pivot < 0) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]!;
    rows.forEach((row, i) => {
      if (i === column || isZeroQ(row[column]!)) return;
      const factor = negQ(divQ(row[column]!, lead[column]!));
      rows[i] = row.map((entry, j) => addQ(entry, mulQ(factor, lead[j]!)));
    });
  }
  if (rows.slice(unknowns).some((row) => !isZeroQ(row[unknowns]!))) return undefined;
  return rows.slice(0, unknowns).map((row, i) => divQ(row[unknowns]!, row[i]!));
}
