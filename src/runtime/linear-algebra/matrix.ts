/** Square matrices, row-major, for small n. */

/** A·B for n × n matrices. */
export function multiply(A: Float64Array, B: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const a = A[i * n + k]!;
      for (let j = 0; j < n; j++) product[i * n + j]! += a * B[k * n + j]!;
    }
  return product;
}

/** Aᵀ for an n × n matrix. */
export function transpose(A: Float64Array, n: number): Float64Array {
  return A.map((_, index) => A[(index % n) * n + Math.floor(index / n)]!);
}

/** out[n] = A·x for an n × n matrix. */
export function multiplyVector(A: Float64Array, x: Float64Array, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j]! * x[j]!;
    out[i] = sum;
  }
}
