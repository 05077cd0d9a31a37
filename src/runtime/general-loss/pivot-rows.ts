/**
 * The rows of H = Σ_k λ_k q_k q_kᵀ that span its range, as many as there are eigenvalues, in increasing order: pivots of
 * a Cholesky factorization with complete pivoting, H being met in its factor alone. Entries of ∇L at these rows are
 * defining functions of Γ.
 */
export function pivotRows(values: Float64Array, vectors: readonly Float64Array[]): number[] {
  // Row a of the factor F with H = FFᵀ: its length² is the pivot H_aa that is left.
  const F = Array.from(vectors[0]!, (_, a) => vectors.map((q, k) => Math.sqrt(values[k]!) * q[a]!));
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  const pivots: number[] = [];
  while (pivots.length < vectors.length) {
    let [pivot, largest] = [-1, -Infinity];
    F.forEach((row, a) => {
      const size = product(row, row);
      if (!pivots.includes(a) && size > largest) [pivot, largest] = [a, size];
    });
    pivots.push(pivot);
    const direction = F[pivot]!.map((value) => value / Math.sqrt(largest));
    for (const row of F) {
      const along = product(row, direction);
      for (let k = 0; k < row.length; k++) row[k]! -= along * direction[k]!;
    }
  }
  return pivots.sort((a, b) => a - b);
}
