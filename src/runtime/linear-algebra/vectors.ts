export function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < u.length; a++) sum += u[a]! * v[a]!;
  return sum;
}

/** u ← u + factor·v */
export function addScaled(u: Float64Array, factor: number, v: Float64Array): void {
  for (let a = 0; a < u.length; a++) u[a]! += factor * v[a]!;
}

/** √(Σ xᵢ²): the Euclidean norm of a vector, the Frobenius norm of a matrix. */
export function norm(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return Math.sqrt(sum);
}
