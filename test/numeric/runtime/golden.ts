/** The few fields of test/numeric/golden.json that the runtime is tested against; 60-digit values rounded to double. */
import { readFileSync } from "node:fs";
import type { CurvatureModel } from "../../../src/runtime/spectral/eigen-frame.js";

export interface GoldenDrift {
  readonly compensation: readonly number[];
  readonly mixed: readonly number[];
  readonly normal: readonly number[];
  readonly total: readonly number[];
}

export interface GoldenPoint {
  readonly x: readonly number[];
  readonly hess: readonly (readonly number[])[];
  readonly third: readonly (readonly (readonly number[])[])[];
  readonly rank: number;
  readonly P_tan: readonly (readonly number[])[];
  readonly H_pinv: readonly (readonly number[])[];
  readonly ln_pdet: number;
  readonly eig_nonzero: readonly number[];
  readonly drift_Sigma_I: GoldenDrift;
  readonly drift_Sigma_H: GoldenDrift;
  readonly grad_tan_lambda1: readonly number[];
  readonly grad_tan_trH: readonly number[];
  readonly grad_tan_ln_pdet: readonly number[];
  readonly "local_sgd_Sigma_I_K4_B4_alpha0.6": readonly number[];
  readonly precond_label_noise_S_diagH_m12?: readonly number[];
  readonly general?: GoldenDrift & {
    readonly Sigma: readonly (readonly number[])[];
    readonly diffusion: readonly (readonly number[])[];
  };
}

export interface GoldenLoss {
  readonly name: string;
  readonly D: number;
  readonly points: readonly GoldenPoint[];
  readonly phi_tests?: readonly { readonly x0: readonly number[]; readonly phi: readonly number[] }[];
}

const file = new URL("../golden.json", import.meta.url);
export const goldenLosses = (JSON.parse(readFileSync(file, "utf8")) as { losses: readonly GoldenLoss[] }).losses;

export const goldenLoss = (name: string): GoldenLoss => goldenLosses.find((loss) => loss.name === name)!;

/** Every point of every loss, with a name to say. */
export const goldenPoints = goldenLosses.flatMap(({ name, D, points }) =>
  points.map((point, i) => ({ title: `${name}, point ${i}`, D, point })),
);

export const flat = (matrix: readonly (readonly number[])[]): Float64Array => Float64Array.from(matrix.flat());

/** The derivatives of a loss at one point, from the table. */
export const tabulated = (D: number, { hess, third }: GoldenPoint): CurvatureModel => ({
  dimension: D,
  hessian: (_x, out) => out.set(flat(hess)),
  thirdContraction(_x, S, out) {
    for (let a = 0; a < D; a++) out[a] = flat(third[a]!).reduce((sum, value, bc) => sum + value * S[bc]!, 0);
  },
});

/** max |a − b| / max(1, |b|) */
export function discrepancy(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : NaN;
  for (let i = 0; i < b.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!)));
  return worst;
}
