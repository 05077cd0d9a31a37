/** SGD with isotropic, label and declared noise, and one limit. */
import { algorithm, type Case, family } from "./case.js";
import { angle, branch, diagonalNet, ellipse, flatValley, hyperbola, motor, sharpness, valley } from "./models.js";

export const sgdCases: readonly Case[] = [
  ...family(
    "A1-flat-valley",
    [
      [0.2, 400_000, [-0.1575, 0.0016]],
      [0.1, 400_000, [-0.1396, 0.0016]],
      [0.05, 400_000, [-0.1347, 0.0016]],
      [0.025, 400_000, [-0.1274, 0.0016]],
      [0.0125, 100_000, [-0.1212, 0.0032]],
    ],
    { model: flatValley, start: [0, 0], T: 1, observe: valley },
    (eta) => algorithm("isotropic", eta),
  ),
  ...family(
    "A2-hyperbola",
    [
      [0.05, 400_000, [0.527, 0.0008]],
      [0.025, 200_000, [0.5319, 0.0011]],
      [0.0125, 60_000, [0.5328, 0.002]],
    ],
    { model: hyperbola, start: [Math.exp(0.7), Math.exp(-0.7)], T: 1, observe: branch },
    (eta) => algorithm("isotropic", eta),
  ),
  ...family(
    "F-closed-ellipse",
    [
      [0.1, 100_000, [0.0066, 0.0022]],
      [0.05, 60_000, [0.0041, 0.0029]],
      [0.025, 20_000, [-0.0052, 0.005]],
    ],
    {
      ...{ model: ellipse, T: 8, observe: { cos2: (x) => 2 * angle.cos(x) ** 2 - 1 } },
      // Golden-ratio points: uniform in the eccentric angle.
      start: (path) => {
        const phi = 2 * Math.PI * ((path * 0.6180339887498949) % 1);
        return [2 * Math.cos(phi), Math.sin(phi)];
      },
    },
    (eta) => algorithm("isotropic", eta),
  ),
  ...family(
    "B-label-noise",
    [
      // The other runs give no standard error; it is below 1e-3.
      [0.02, 4000, [5.5961, 1e-3]],
      [0.01, 4000, [5.6371, 1e-3]],
    ],
    {
      ...{ model: diagonalNet, T: 2, observe: sharpness },
      start: [
        0.8279357960798533, 0.45266499944581445, 0.543641898299829, 0.5032397100936625, 0.5015855177025748,
        0.6757839126993008,
      ],
    },
    // δ = 1/2, both labels perturbed in the mean over n = 2: c = δ²/2.
    (eta) => algorithm("labelNoise", eta, { c: 0.125 }),
  ),
  ...family(
    "C-motor",
    [
      [0.1, 4000, [2.2125, 0.0079]],
      [0.05, 4000, [2.1025, 0.0056]],
      [0.025, 4000, [2.0485, 0.0039]],
      [0.0125, 2000, [2.0245, 0.004]],
    ],
    {
      ...{ model: motor, T: 2, start: [Math.cos(0.4), Math.sin(0.4), 0, 0, 0] },
      // The angle turned, unwrapped about its limit 2.
      observe: {
        turned: (x) => {
          const ahead = Math.atan2(x[1]!, x[0]!) - 2.4;
          return 2 + ahead - 2 * Math.PI * Math.round(ahead / (2 * Math.PI));
        },
      },
    },
    (eta) => algorithm("declared", eta),
  ),
  ...family(
    "D-general-noise",
    [
      [0.1, 400_000, [0.7791, 0.0003], [0.4999, 0.0005]],
      [0.05, 400_000, [0.7779, 0.0003], [0.5291, 0.0005]],
      [0.025, 400_000, [0.7766, 0.0003], [0.5424, 0.0004]],
      [0.0125, 150_000, [0.7766, 0.0004], [0.547, 0.0007]],
    ],
    { model: ellipse, start: [2 * Math.cos(0.7), Math.sin(0.7)], T: 0.3, observe: angle },
    (eta) => algorithm("declared", eta),
  ),
  ...family(
    "D-general-noise-limit",
    [[0.00075, 100_000, [0.7748, 0.0003], [0.5543, 0.0004]]],
    { model: ellipse, start: [2 * Math.cos(0.7), Math.sin(0.7)], T: 0.3, observe: angle },
    (dt) => ({ dynamics: "declared", side: "limit", options: { dt, seed: 2 } }),
  ),
];
