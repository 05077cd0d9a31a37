/** Optimizers with a state of their own or several workers: heavy ball, local SGD, Adam, RMSprop. */
import { algorithm, type Case, family } from "./case.js";
import { endOfScaledFlow, flatValley, hyperbola, valley } from "./models.js";

export const optimizerCases: readonly Case[] = [
  ...family(
    "E-heavy-ball",
    [
      [0.1, 200_000, [-0.1042, 0.0021]],
      [0.05, 200_000, [-0.1194, 0.0022]],
      [0.025, 200_000, [-0.124, 0.0022]],
    ],
    { model: flatValley, start: [0, 0], T: 1, observe: valley },
    (eta) => algorithm("heavyBall", eta, { momentum: 0.9 }),
  ),
  ...family(
    "E-local-sgd",
    [
      [0.1, 60_000, [-0.0928, 0.002]],
      [0.05, 60_000, [-0.0882, 0.002]],
      [0.025, 40_000, [-0.0909, 0.0025]],
    ],
    { model: flatValley, start: [0, 0], T: 1, observe: valley },
    // The reference has unit covariance in every worker and slow time over local steps, as here with K = B = 4.
    (eta) => algorithm("localSgd", eta, { workers: 4, batch: 4, alpha: 0.6 }),
  ),
  // T = 1.5, which at η = 0.04 is 937.5 steps: the other implementation took 938.
  ...family(
    "E-adam",
    [
      [0.04, 4000, [1.65395, 0.00095]],
      [0.02, 4000, [1.64389, 0.00048]],
    ],
    { model: hyperbola, start: [2.5, 0.4], T: 1.50001, observe: { u: endOfScaledFlow } },
    (eta) => algorithm("adam", eta, { noise: "labelNoise", law: "rademacher", secondMoment: [0.32, 3.125] }),
  ),
  ...family(
    "E-rmsprop",
    [
      [0.04, 4000, [1.631, 0.00007]],
      [0.02, 4000, [1.6325, 0.00003]],
    ],
    { model: hyperbola, start: [2.5, 0.4], T: 1.50001, observe: { u: endOfScaledFlow } },
    (eta) =>
      algorithm("adam", eta, { noise: "labelNoise", law: "rademacher", secondMoment: [0.32, 3.125], momentum: 0 }),
  ),
];
