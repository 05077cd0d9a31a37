/** Every dynamics that is derived when asked for, in the order of the runtime's table; one file and one line each. */
import type { LimitName } from "../runtime/index.js";
import { adam } from "./adam.js";
import type { Dynamics } from "./dynamics.js";
import { heavyBall } from "./heavy-ball.js";
import { localSgd } from "./local-sgd.js";
import { normalizedGd } from "./normalized-gd.js";
import { precondDiagH } from "./precond-diag-h.js";
import { preconditioned } from "./preconditioned.js";
import { samFull } from "./sam-full.js";
import { samSingle } from "./sam-single.js";
import { sqrtLoss } from "./sqrt-loss.js";

export const DYNAMICS = {
  normalizedGd,
  sqrtLoss,
  samFull,
  samSingle,
  heavyBall,
  localSgd,
  preconditioned,
  precondDiagH,
  adam,
} as const satisfies Partial<Record<LimitName, Dynamics>>;

export type DynamicsName = keyof typeof DYNAMICS;

export const DYNAMICS_NAMES = Object.keys(DYNAMICS) as DynamicsName[];
