import { dot } from "./vectors.js";

/** Smaller cosines between two rows are rounding. */
const ORTHOGONAL = 2 ** -52;
/** One-sided Jacobi converges quadratically: ten sweeps are many. */
const SWEEPS = 60;

/**
 * The singular values of F, descending, with the right singular vectors: FᵀF = Σ_k values[k]² v_k v_kᵀ.
 * One-sided Jacobi: rows are rotated in pairs until all are orthogonal. Rows of very different length cost no digits
 * (the error is that of the rows brought to length 1), as they do where FᵀF is formed.
 *
 * Source: J. Demmel, K. Veselić, "Jacobi's method is more accurate than QR", SIAM J. Matrix Anal. Appl. 13 (1992).
 */
export function orthogonalRows(F: readonly Float64Array[]): { values: number[]; vectors: Float64Array[] } {
  const rows = F.map((row) => row.slice()).sort((a, b) => dot(b, b) - dot(a, a));
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < rows.length; p++)
      for (let q = p + 1; q < rows.length; q++) if (makeOrthogonal(rows[p]!, rows[q]!)) turned = true;
  }
  rows.sort((a, b) => dot(b, b) - dot(a, a));
  const values = rows.map((row) => Math.sqrt(dot(row, row)));
  return { values, vectors: rows.map((row, k) => row.map((entry) => entry / values[k]!)) };
}

/** Turns two rows in their plane; false where they are orthogonal. */
function makeOrthogonal(p: Float64Array, q: Float64Array): boolean {
  const [pp, qq, pq] = [dot(p, p), dot(q, q), dot(p, q)];
  if (Math.abs(pq) <= ORTHOGONAL * Math.sqrt(pp) * Math.sqrt(qq)) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let a = 0; a < p.length; a++) {
    const [u, v] = [p[a]!, q[a]!];
    p[a] = cosine * u - sine * v;
    q[a] = sine * u + cosine * v;
  }
  return true;
}
