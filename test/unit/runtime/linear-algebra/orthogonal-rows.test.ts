import { describe, expect, it } from "vitest";
import { dot, orthogonalRows } from "../../../../src/runtime/linear-algebra/index.js";
import { expectClose, normals } from "../../../support/numbers.js";

describe("orthogonalRows", () => {
  it("gives FᵀF = Σ σ² v vᵀ with orthonormal v, largest first", () => {
    const F = [0, 1, 2].map((seed) => Float64Array.from(normals(5, seed)));
    const { values, vectors } = orthogonalRows(F);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    for (let a = 0; a < 5; a++)
      for (let b = 0; b < 5; b++)
        expectClose(
          vectors.reduce((sum, v, k) => sum + values[k]! ** 2 * v[a]! * v[b]!, 0),
          F.reduce((sum, row) => sum + row[a]! * row[b]!, 0),
          13,
        );
    expectClose(
      vectors.map((v) => vectors.map((w) => dot(v, w))),
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      14,
    );
  });

  it("keeps the digits of short rows beside long ones", () => {
    // FᵀF has the determinant (10⁸ · 1)² |(1, 1) × (1, 2)|² / … : σ₁σ₂ = |det F| = 10⁸, σ₁² + σ₂² = 2·10¹⁶ + 5.
    const { values } = orthogonalRows([Float64Array.of(1e8, 1e8), Float64Array.of(1, 2)]);
    expectClose(values[0]! * values[1]!, 1e8, 15);
    // σ₂² = ½ − …: to first order |det|²/(|row|²) = 10¹⁶ / (2·10¹⁶ + 4.5).
    expectClose(values[1]!, Math.SQRT1_2, 15);
  });
});
