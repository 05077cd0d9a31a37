/**
 * Solves A x = b by elimination with pivots that are the largest relative to their rows, so that the units of the
 * equations play no part. Overwrites A, row-major n x n, and b with x; false where A is singular.
 */
export function solveInPlace(A: Float64Array, n: number, b: Float64Array): boolean {
  const size = Float64Array.from({ length: n }, (_, i) =>
    A.subarray(i * n, (i + 1) * n).reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0),
  );
  for (let k = 0; k < n; k++) {
    let pivot = k;
    const part = (i: number): number => Math.abs(A[i * n + k]!) / size[i]!;
    for (let i = k + 1; i < n; i++) if (part(i) > part(pivot)) pivot = i;
    if (!(part(pivot) > 0)) return false;
    if (pivot !== k) {
      for (let j = k; j < n; j++) swap(A, k * n + j, pivot * n + j);
      swap(b, k, pivot);
      swap(size, k, pivot);
    }
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k]! / A[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) A[i * n + j]! -= factor * A[k * n + j]!;
      b[i]! -= factor * b[k]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) b[k]! -= A[k * n + j]! * b[j]!;
    b[k]! /= A[k * n + k]!;
  }
  return b.every(Number.isFinite);
}

function swap(v: Float64Array, i: number, j: number): void {
  const kept = v[i]!;
  v[i] = v[j]!;
  v[j] = kept;
}
