/** Momentum: the same limit for every β. */
import { heavyBall, limitingSde } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { along, conserved, hyperbola, pointAt } from "../models.js";

const S0 = 0.7;
const C0 = conserved(Float64Array.from(pointAt(S0)));
const BETAS = [0, 0.5, 0.9];
const ETA = 0.05;
const LABEL = { paths: 1000, T: 2 };
const ISOTROPIC = { paths: 8000, limitPaths: 40_000, T: 1 };

export const heavyBallFigure: Figure = {
  name: "heavy-ball",
  caption:
    `Heavy ball in the averaged form with η = ${ETA} and β = ${BETAS.join(", ")} on L = ½(uv − 1)² from (e^${S0}, e^−${S0}), m = 0; bands are ±2 standard errors. ` +
    `Left: label noise ±1 (c = 1), mean of u² − v² over ${LABEL.paths} paths (seed 21), and the exact limit. Right: Σ = I, mean of s, Φ(x) = (e^s, e^−s), over ${ISOTROPIC.paths} paths (seed 22), and ${ISOTROPIC.limitPaths} paths of the limiting SDE (dt = 0.01, seed 23).`,
  draw() {
    const at = (T: number) => ({ start: pointAt(S0), steps: stepsUntil(T, ETA), looks: 30 });
    return [
      {
        title: "Label noise",
        x: { label: "slow time t = kη²", min: 0, max: LABEL.T },
        y: { label: "E (u² − v²)", min: 0, max: 4 },
        marks: [
          ...BETAS.flatMap((momentum, i) =>
            curve(
              follow(
                heavyBall(hyperbola, { noise: "labelNoise", law: "rademacher", learningRate: ETA, momentum, seed: 21 }),
                {
                  ...{ ...at(LABEL.T), paths: LABEL.paths, observe: conserved },
                },
              ),
              COLORS[i]!,
              `β = ${momentum}`,
            ),
          ),
          graph((t) => C0 * Math.exp(-t), [0, LABEL.T], { color: LIMIT, label: "the limit, C₀e⁻ᵗ" }),
        ],
      },
      {
        title: "Isotropic noise",
        x: { label: "slow time t = kη²", min: 0, max: ISOTROPIC.T },
        y: { label: "E s, where Φ(x) = (eˢ, e⁻ˢ)", min: 0.5, max: 0.72 },
        marks: [
          ...BETAS.flatMap((momentum, i) =>
            curve(
              follow(heavyBall(hyperbola, { noise: "isotropic", learningRate: ETA, momentum, seed: 22 }), {
                ...{ ...at(ISOTROPIC.T), looks: 20, paths: ISOTROPIC.paths, observe: along },
              }),
              COLORS[i]!,
              `β = ${momentum}`,
            ),
          ),
          ...curve(
            follow(limitingSde(hyperbola, { noise: "isotropic", dt: 0.01, seed: 23 }), {
              ...{ start: pointAt(S0), steps: 100, looks: 20, paths: ISOTROPIC.limitPaths, observe: along },
            }),
            LIMIT,
            "the limit",
          ),
        ],
      },
    ];
  },
};
