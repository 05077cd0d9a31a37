import { type NormalModes, thirdAt } from "../normal-space/index.js";
import type { LossKernels } from "../sized/index.js";
import type { NormalFrame } from "./normal-frame.js";
import { eigenOfGram } from "./solvers/index.js";
import type { WeightedResiduals } from "./weighted-residuals.js";

/** What the modes are made of: the frame, and T[v, v] of the loss. */
interface Source extends Pick<LossKernels, "thirdAlong"> {
  readonly frame: NormalFrame;
}

/**
 * The eigenvectors of ∇²L = JᵀJ at x on Γ from those of G = JJᵀ. With a root, of H̃ = J̃ᵀJ̃, J̃ = J diag(root), in the
 * coordinates z of x = diag(root) z, where T has root in each slot.
 *
 * @throws SimulationError E_RANK_CHANGE when J has lost rank
 */
export function residualModes({ frame, thirdAlong }: Source, at: Float64Array, root?: Float64Array): NormalModes {
  const x = at.slice();
  const { dimension: D, rank } = frame;
  const plain = { dimension: D, x, third: thirdAt(thirdAlong, x, root) };
  if (root) {
    const rows = jacobian(frame.residuals, x, root);
    const M = rows.length;
    const { values, vectors } = eigenOfGram(gramOf(rows), M, rank);
    return {
      ...{ ...plain, values: values.slice(0, rank) },
      vector: once(rank, (k) => {
        const out = new Float64Array(D);
        rows.forEach((row, i) => {
          const weight = vectors[i * M + k]! / Math.sqrt(values[k]!);
          for (let a = 0; a < D; a++) out[a]! += weight * row[a]!;
        });
        return out;
      }),
    };
  }
  return {
    ...{ ...plain, values: frame.at(x).eigen().values.slice(0, rank) },
    vector: once(rank, (k) => {
      const out = new Float64Array(D);
      frame.at(x).eigenvector(k, out);
      return out;
    }),
  };
}

/** out[D] = diag JᵀJ */
export function gaussNewtonDiagonal(residuals: WeightedResiduals, x: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (const row of jacobian(residuals, x)) for (let a = 0; a < out.length; a++) out[a]! += row[a]! ** 2;
}

/** The M rows of J diag(root). */
export function jacobian(residuals: WeightedResiduals, x: Float64Array, root?: Float64Array): Float64Array[] {
  const c = new Float64Array(residuals.count);
  return Array.from(c, (_, i) => {
    const row = new Float64Array(residuals.dimension);
    c[i] = 1;
    residuals.jacobianTransposed(x, c, row);
    c[i] = 0;
    return root ? row.map((value, a) => root[a]! * value) : row;
  });
}

/** The products of all pairs of rows. */
function gramOf(rows: readonly Float64Array[]): Float64Array {
  const M = rows.length;
  const G = new Float64Array(M * M);
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let a = 0; a < row.length; a++) sum += row[a]! * rows[j]![a]!;
      G[i * M + j] = sum;
      G[j * M + i] = sum;
    }
  });
  return G;
}

/** A function of k < count whose values are kept. */
function once(count: number, make: (k: number) => Float64Array): (k: number) => Float64Array {
  const known: (Float64Array | undefined)[] = Array.from({ length: count }, () => undefined);
  return (k) => (known[k] ??= make(k));
}
