/** The drift along Γ of the other optimizers, at a point: total vectors, from the runtime's table of limits. */
import { type CurvatureModel, SimulationError, isotropicCovariance, limits } from "../runtime/index.js";

/** K workers, B samples a step in all, alpha = learning rate * local steps; Σ = I per sample. */
export interface LocalSgdSetting {
  readonly workers: number;
  readonly batch: number;
  readonly alpha: number;
}

export const LOCAL_SGD: LocalSgdSetting = { workers: 4, batch: 4, alpha: 0.6 };

/** null where an assumption fails at the point: λ₁ is not simple, a diagonal entry of ∇²L is 0. */
export type OtherDrifts = Readonly<Record<OtherName, number[] | null>>;

type Evaluate = (curvature: CurvatureModel, x: Float64Array, rank: number, setting: LocalSgdSetting) => Float64Array;

const OTHERS = {
  normalizedGd: (...at) => limits.normalizedGd.coefficients(at[0], at[1], at[2], {}).drift,
  sqrtLoss: (...at) => limits.sqrtLoss.coefficients(at[0], at[1], at[2], {}).drift,
  samFull: (...at) => limits.samFull.coefficients(at[0], at[1], at[2], {}).drift,
  samSingle: (...at) => limits.samSingle.coefficients(at[0], at[1], at[2], {}).drift,
  precondDiagH: (...at) => limits.precondDiagH.coefficients(at[0], at[1], at[2], {}).drift,
  localSgd: (curvature, x, rank, setting) =>
    limits.localSgd.coefficients(curvature, x, rank, { Sigma: isotropicCovariance, ...setting }).drift,
} as const satisfies Record<string, Evaluate>;

type OtherName = keyof typeof OTHERS;

export function otherDrifts(
  curvature: CurvatureModel,
  x: Float64Array,
  rank: number,
  setting: LocalSgdSetting,
): OtherDrifts {
  const values = Object.entries<Evaluate>(OTHERS).map(([name, evaluate]) => {
    try {
      return [name, Array.from(evaluate(curvature, x, rank, setting))] as const;
    } catch (error) {
      if (error instanceof SimulationError) return [name, null] as const;
      throw error;
    }
  });
  return Object.fromEntries(values) as unknown as OtherDrifts;
}
