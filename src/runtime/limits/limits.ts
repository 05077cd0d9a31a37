/** Every limiting dynamics the runtime knows: one file and one line of this table each. */
import { adam } from "./adam.js";
import { declared } from "./declared.js";
import { heavyBall } from "./heavy-ball.js";
import { isotropic } from "./isotropic.js";
import { labelNoise } from "./label-noise.js";
import { localSgd } from "./local-sgd.js";
import { normalizedGd } from "./normalized-gd.js";
import { precondDiagH } from "./precond-diag-h.js";
import { preconditioned } from "./preconditioned.js";
import { samFull } from "./sam-full.js";
import { samSingle } from "./sam-single.js";
import { sqrtLoss } from "./sqrt-loss.js";

/** By name: the dynamics whose limits move along Γ, with coefficients by eigenvectors of ∇²L. */
export const limits = {
  isotropic,
  labelNoise,
  declared,
  normalizedGd,
  sqrtLoss,
  samFull,
  samSingle,
  heavyBall,
  localSgd,
  preconditioned,
  precondDiagH,
  adam,
} as const;

/** The names of the limiting dynamics with coefficients by eigenvectors. */
export type LimitName = keyof typeof limits;
