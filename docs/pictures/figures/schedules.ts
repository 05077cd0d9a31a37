/** Learning-rate schedules: different in steps, one curve in t = Σ η². */
import { type LearningRate, sgd } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT } from "../curves.js";
import type { Figure } from "../figure.js";
import { conserved, hyperbola, pointAt } from "../models.js";

const S0 = 0.7;
const C0 = conserved(Float64Array.from(pointAt(S0)));
const STEPS = 6000;
const PATHS = 500;
const TOP = 0.03;
const schedules: readonly { label: string; rate: LearningRate }[] = [
  { label: "η = 0.02", rate: 0.02 },
  { label: "η = 0.03/√(1 + k/500)", rate: (k) => TOP / Math.sqrt(1 + k / 500) },
  {
    label: "cosine from 0.03, two restarts",
    rate: (k) => (TOP / 2) * (1 + Math.cos((Math.PI * (k % 2000)) / 2000)) + 1e-4,
  },
];

export const schedulesFigure: Figure = {
  name: "schedules",
  caption: `Label noise ±1 (c = 1) on L = ½(uv − 1)² from (e^${S0}, e^−${S0}): mean of u² − v² over ${PATHS} paths of ${STEPS} steps of SGD (seed 61) under three schedules, bands of ±2 standard errors. Left: against the step. Right: the same numbers against t = Σ η², and the limit, which knows no schedule.`,
  draw() {
    const runs = schedules.map(({ rate, label }) => ({
      label,
      moments: follow(sgd(hyperbola, { noise: "labelNoise", law: "rademacher", learningRate: rate, seed: 61 }), {
        ...{ start: pointAt(S0), steps: STEPS, paths: PATHS, looks: 60, observe: conserved },
      }),
    }));
    const y = { label: "E (u² − v²)", min: 0, max: 4 };
    const T = 2.5;
    return [
      {
        title: "Against the step",
        x: { label: "step k", min: 0, max: STEPS },
        y,
        marks: runs.flatMap(({ label, moments }, i) => curve(moments, COLORS[i]!, label, { against: "step" })),
      },
      {
        title: "Against the slow time",
        x: { label: "t = Σ η²", min: 0, max: T },
        y,
        marks: [
          ...runs.flatMap(({ label, moments }, i) => curve(moments, COLORS[i]!, label)),
          graph((t) => C0 * Math.exp(-t), [0, T], { color: LIMIT, label: "the limit, C₀e⁻ᵗ" }),
        ],
      },
    ];
  },
};
