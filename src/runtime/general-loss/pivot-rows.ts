/**
 * The `rank` rows of a positive semi-definite H[D·D] that span its range, in increasing order: pivots of a Cholesky
 * factorization with complete pivoting. Entries of ∇L at these rows are defining functions of Γ.
 */
export function pivotRows(H: Float64Array, D: number, rank: number): number[] {
  const A = H.slice();
  const rows: number[] = [];
  while (rows.length < rank) {
    let pivot = -1;
    for (let a = 0; a < D; a++)
      if (!rows.includes(a) && (pivot < 0 || A[a * (D + 1)]! > A[pivot * (D + 1)]!)) pivot = a;
    rows.push(pivot);
    const diagonal = A[pivot * (D + 1)]!;
    for (let a = 0; a < D; a++) {
      if (rows.includes(a)) continue;
      const factor = A[a * D + pivot]! / diagonal;
      for (let b = 0; b < D; b++) A[a * D + b]! -= factor * A[pivot * D + b]!;
    }
  }
  return rows.sort((a, b) => a - b);
}
