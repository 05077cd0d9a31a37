/** All pictures, in the order of the table in docs/dynamics/README.md. */
import type { Figure } from "../figure.js";
import { adamFigure } from "./adam.js";
import { normalizedDescent, sqrtLoss } from "./bouncing.js";
import { declared } from "./declared.js";
import { heavyBallFigure } from "./heavy-ball.js";
import { isotropic } from "./isotropic.js";
import { itoSgdFigure } from "./ito-sgd.js";
import { labelNoise } from "./label-noise.js";
import { localSgd } from "./local-sgd.js";
import { sam } from "./sam.js";
import { schedulesFigure } from "./schedules.js";
import { twoPhases } from "./two-phases.js";

export const figures: readonly Figure[] = [
  twoPhases,
  isotropic,
  labelNoise,
  declared,
  sqrtLoss,
  normalizedDescent,
  heavyBallFigure,
  adamFigure,
  sam,
  localSgd,
  schedulesFigure,
  itoSgdFigure,
];
