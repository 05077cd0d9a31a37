/** RMSprop and Adam on an ellipse: they leave the flat end that SGD goes to. */
import { adam, hessianCovariance, limitingFlow, limits, slowSystem } from "gen-sde/runtime";
import { COLORS, curve, follow, GREY, LIMIT, stepsUntil, WIDTH } from "../curves.js";
import type { Figure } from "../figure.js";
import { ellipse, onEllipse } from "../models.js";
import type { Mark, Panel } from "../../../src/report/chart/index.js";

const START = 1.3;
const RATE = 4;
const T = 1;
const RUNS = [
  { eta: 0.04, paths: 400 },
  { eta: 0.02, paths: 200 },
  { eta: 0.01, paths: 100 },
];

const start = onEllipse(START);
const angle = (x: Float64Array): number => Math.atan2(x[1]!, x[0]! / 2);
const H = new Float64Array(4);
ellipse.hessian(Float64Array.from(start), H);
/** v = diag Σ at the start. */
const v = [H[0]!, H[3]!];

function panel(title: string, momentum: number): Panel {
  const options = { Sigma: hessianCovariance(ellipse), secondMomentRate: RATE };
  const run = { start: [...start, ...v], steps: 50, paths: 1, observe: angle };
  return {
    title,
    x: { label: "slow time t = kη²", min: 0, max: T },
    y: {
      label: "E θ",
      min: 1.15,
      max: Math.PI / 2,
      ticks: [1.2, 1.3, 1.4, 1.5].map((at) => ({ at, text: String(at) })),
    },
    marks: [
      ...curve(
        follow(limitingFlow(slowSystem(limits.adam, ellipse, options), { dt: T / 50 }), run),
        LIMIT,
        "the limit",
      ),
      ...curve(
        follow(limitingFlow(slowSystem(limits.labelNoise, ellipse, {}), { dt: T / 50 }), { ...run, start }),
        GREY,
        "for comparison, the limit of label-noise SGD",
        { dash: [5, 3] },
      ),
      ...RUNS.map(({ eta, paths }, i): Mark => {
        const process = adam(ellipse, {
          ...{ noise: "labelNoise", law: "rademacher", seed: 31 },
          ...{ learningRate: eta, momentum, secondMomentRate: RATE, secondMoment: v },
        });
        const moments = follow(process, { start, steps: stepsUntil(T, eta), paths, looks: 10, observe: angle });
        const points = moments.map(({ time, mean, error }) => [time, mean, WIDTH * error] as const);
        return { kind: "dots", points, radius: 5 - 1.5 * i, color: COLORS[i]!, label: `${title}, η = ${eta}` };
      }),
    ],
  };
}

export const adamFigure: Figure = {
  name: "adam",
  caption:
    `Label noise ±1 (c = 1) on L = ½(x²/4 + y² − 1)², (x, y) = (2 cos θ, sin θ) from θ = ${START}, 1 − β₂ = ${RATE}η², ε = 0, v = diag Σ at first. Mean of θ over ${RUNS.map(({ paths, eta }) => `${paths} paths for η = ${eta}`).join(", ")} (seed 31), error bars (where longer than the dots) of ±2 standard errors, and the limit in (Y, v). Left: RMSprop. Right: Adam with β₁ = 0.9. ` +
    `tr ∇²L is least at θ = 0, tr diag(∇²L)^(1/2) has a minimum at π/2: dashed, what label-noise SGD does from the same point.`,
  draw: () => [panel("RMSprop", 0), panel("Adam with β₁ = 0.9", 0.9)],
};
