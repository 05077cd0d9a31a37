/** Label noise: the conserved quantity of gradient flow decays, and how fast SGD approaches that. */
import { sgd } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT, WIDTH, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { conserved, hyperbola, pointAt } from "../models.js";

const S0 = 0.7;
const C0 = conserved(Float64Array.from(pointAt(S0)));
const ETAS = [0.1, 0.05, 0.025];
const PATHS = 2000;
const T = 2;

export const labelNoise: Figure = {
  name: "label-noise",
  caption:
    `L = ½(uv − 1)² with label noise ±1 (c = 1) from (e^${S0}, e^−${S0}). Left: the mean of u² − v² over ${PATHS} paths of SGD (seed 3) for η = ${ETAS.join(", ")}, with bands of ±2 standard errors, and the exact limit. ` +
    `Right: the relative error of that mean at t = 1, with error bars of ±2 standard errors, and a line of slope 1 through the leftmost.`,
  draw() {
    const runs = ETAS.map((eta) =>
      follow(sgd(hyperbola, { noise: "labelNoise", law: "rademacher", learningRate: eta, seed: 3 }), {
        ...{ start: pointAt(S0), steps: stepsUntil(T, eta), paths: PATHS, looks: 40, observe: conserved },
      }),
    );
    const exact = (t: number): number => C0 * Math.exp(-t);
    const errors = runs.map((run, i) => {
      const at = run[20]!;
      return [ETAS[i]!, Math.abs(at.mean / exact(at.time) - 1), (WIDTH * at.error) / exact(at.time)] as const;
    });
    const [finest, error] = errors.at(-1)!;
    return [
      {
        title: "The mean of u² − v²",
        x: { label: "slow time t = kη²", min: 0, max: T },
        y: { label: "E (u² − v²)", min: 0, max: 4 },
        marks: [
          ...runs.flatMap((run, i) => curve(run, COLORS[i]!, `SGD, η = ${ETAS[i]!}`)),
          graph(exact, [0, T], { color: LIMIT, label: "the limit, C₀e⁻ᵗ" }),
        ],
      },
      {
        title: "Its relative error at t = 1",
        x: { label: "η", min: 0.02, max: 0.125, log: true },
        y: { label: "relative error", min: 0.02, max: 0.3, log: true },
        marks: [
          { kind: "dots", points: errors, color: COLORS[1], label: "SGD" },
          graph((eta) => (error * eta) / finest, [0.02, 0.125], {
            color: LIMIT,
            label: "proportional to η",
            dash: [5, 3],
          }),
        ],
      },
    ];
  },
};
