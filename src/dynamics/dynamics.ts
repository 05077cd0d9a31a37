/** What every limiting dynamics of the compiler says of itself. */
import type { Vector } from "../calculus/index.js";
import type { Expr } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { LimitingDynamics } from "../runtime/index.js";
import type { Noise } from "./noise.js";

/** Something that a drift depends on besides x. */
export interface DynamicsInput {
  readonly name: string;
  readonly doc: string;
  /** A number among the options of the limit, the diagonal of a preconditioner, or a D-vector behind x in the state. */
  readonly as: "option" | "scales" | "memory";
  /** A value at which the self-checks evaluate; entry a of a vector is this times (1 + a/10). */
  readonly trial: number;
}

export interface Situation {
  readonly manifold: Manifold;
  /** The noise of the algorithm, for dynamics that ask for one. */
  readonly noise: Noise;
  /** The inputs as symbols: one, or D of them. */
  readonly inputs: Readonly<Record<string, Vector>>;
}

/** Formulas, or in words why there are none. */
export type ClosedDrift = Expr[] | string;

export interface Dynamics {
  /** Its row of the runtime's table: names, formulas, assumptions, and the drift by eigenvectors. */
  readonly limit: LimitingDynamics<never>;
  /** Whether the limit depends on Σ: the declared one where the loss file has a noise, else I. */
  readonly noisy: boolean;
  readonly inputs: readonly DynamicsInput[];
  /** Whether the drift is −P∇(potential), so that differences of the potential along Γ check it. */
  readonly isGradient: boolean;
  /** The factor of Σ that the closed form is for, when it is linear in one: "c = 1". */
  readonly unit?: string;
  /** The drift on Γ, D entries and D more for each memory; or why it is left to the eigenvectors. */
  closedForm(situation: Situation): ClosedDrift;
}

/** A dynamics without noise and without options that descends a potential along Γ. */
export const gradientDynamics = (
  limit: LimitingDynamics<never>,
  drift: (manifold: Manifold) => ClosedDrift,
): Dynamics => ({
  limit,
  noisy: false,
  inputs: [],
  isGradient: true,
  closedForm: ({ manifold }) => drift(manifold),
});
