/** The ranks that the eigenvalues of a positive semi-definite matrix allow. */

/** lambda_{M+1} / lambda_M below this is a gap. */
const GAP = 1e-6;
/** Eigenvalues below this part of the largest are rounding. */
const ROUNDING = 1e-16;
/** Eigenvalues below this part of the largest are never taken for non-zero. */
const LEAST = 1e-11;

/**
 * Every M with lambda_{M+1} < gap * lambda_M, smallest first: a spectrum alone cannot tell a direction that is flat from
 * one that is a million times softer than the stiffest, but Gamma can.
 */
export function ranksByGap(values: ArrayLike<number>, gap = GAP): number[] {
  const largest = values[0]!;
  if (!(largest > 0)) return [];
  return Array.from(values, (_, i) => i + 1).filter((M) => {
    const next = M === values.length ? 0 : Math.max(Math.abs(values[M]!), ROUNDING * largest);
    return values[M - 1]! > LEAST * largest && next < gap * values[M - 1]!;
  });
}
