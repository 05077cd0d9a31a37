import type { NormalSpace } from "../normal-space/index.js";

/** tr ∇²L on Γ: the sum of the M eigenvalues that are not 0. */
export const traceOf = ({ eigenvalues }: Pick<NormalSpace, "eigenvalues">, rank: number): number =>
  eigenvalues.subarray(0, rank).reduce((sum, value) => sum + value, 0);
