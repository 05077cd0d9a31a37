/** Rows of a positive semi-definite matrix that span its range well at several points at once. */

/** Greedy diagonal pivoting (pivoted Cholesky): the rank first pivots of a row-major D x D matrix. */
export function pivotRows(H: Float64Array, D: number, rank: number): number[] {
  const A = H.slice();
  const chosen: number[] = [];
  for (let step = 0; step < rank; step++) {
    let best = -1;
    for (let a = 0; a < D; a++) if (!chosen.includes(a) && (best < 0 || A[a * D + a]! > A[best * D + best]!)) best = a;
    chosen.push(best);
    eliminate(A, D, best);
  }
  return chosen.sort((a, b) => a - b);
}

function eliminate(A: Float64Array, D: number, pivot: number): void {
  const diagonal = A[pivot * D + pivot]!;
  const row = A.slice(pivot * D, pivot * D + D);
  for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) A[a * D + b]! -= (row[a]! * row[b]!) / diagonal;
}

/** The least pivot met when eliminating these rows, relative to the largest diagonal entry. */
function quality(H: Float64Array, D: number, rows: readonly number[]): number {
  const A = H.slice();
  const largest = Math.max(...rows.map((a) => H[a * D + a]!));
  let least = Infinity;
  for (const row of rows) {
    const pivot = A[row * D + row]!;
    if (!(pivot > 0)) return 0;
    least = Math.min(least, pivot / largest);
    eliminate(A, D, row);
  }
  return least;
}

/** The best of the points' own choices, judged by its worst point. */
export function commonPivotRows(hessians: readonly Float64Array[], D: number, rank: number): number[] {
  let best: { rows: number[]; worst: number } | undefined;
  for (const H of hessians) {
    const rows = pivotRows(H, D, rank);
    const worst = Math.min(...hessians.map((other) => quality(other, D, rows)));
    if (!best || worst > best.worst) best = { rows, worst };
  }
  return best?.rows ?? [];
}
