/** @throws Error if numbers differ by more than rounding, as measured by the largest of them */
export function agree(name: string, found: ArrayLike<number>, expected: Float64Array, tolerance = 1e-12): void {
  const scale = Math.max(...expected.map(Math.abs));
  if (found.length !== expected.length || !expected.every((e, a) => Math.abs(found[a]! - e) < tolerance * scale))
    throw new Error(`${name} computes something else: ${Array.from(found).slice(0, 4).join(", ")} …`);
}
