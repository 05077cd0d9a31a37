/** The Itô SDE of SGD: the fast scale, and the same slow limit. */
import { itoSgd, type Process, sgd } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, GREY, LIMIT, type Moment, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { conserved, hyperbola, pointAt } from "../models.js";
import type { Mark } from "../../../src/report/chart/index.js";

const FAST = { start: [2.4, 0.1], etas: [0.1, 0.05], s: 2, paths: 10_000 };
const SLOW = { s0: 0.7, etas: [0.1, 0.05], T: 2, paths: 1000 };
const SHARE = 10;
const C0 = conserved(Float64Array.from(pointAt(SLOW.s0)));

const discrete = (eta: number): Process =>
  sgd(hyperbola, { noise: "labelNoise", law: "rademacher", learningRate: eta, seed: 71 });
const ito = (eta: number): Process =>
  itoSgd(hyperbola, { noise: "labelNoise", learningRate: eta, ds: eta / SHARE, seed: 72 });
const onFastTime = (moments: readonly Moment[], eta: number) =>
  moments.map((moment) => ({ ...moment, time: moment.time / eta }));

function fast(): Mark[] {
  const { start, etas, s, paths } = FAST;
  const observe = (x: Float64Array): number => hyperbola.loss(x);
  const flow = itoSgd(hyperbola, { noise: "labelNoise", learningRate: 1, ds: 1e-3, scale: 0, seed: 0 });
  return [
    ...etas.flatMap((eta, i) => {
      const looks = Math.round(s / eta);
      const run = (process: Process, share: number) =>
        onFastTime(follow(process, { start, paths, looks, observe, steps: looks * share }), eta);
      return [
        ...curve(run(discrete(eta), 1), COLORS[i]!, `SGD, η = ${eta}`),
        ...curve(run(ito(eta), SHARE), COLORS[i]!, `the Itô SDE, η = ${eta}`, { dash: [2, 3] }),
      ];
    }),
    ...curve(follow(flow, { start, observe, paths: 1, looks: 200, steps: s * 1000 }), GREY, "gradient flow", {
      dash: [5, 3],
    }),
  ];
}

function slow(): Mark[] {
  const { s0, etas, T, paths } = SLOW;
  const run = (process: Process, steps: number) =>
    follow(process, { start: pointAt(s0), steps, paths, looks: 20, observe: conserved });
  return [
    ...etas.flatMap((eta, i) => [
      ...curve(run(discrete(eta), stepsUntil(T, eta)), COLORS[i]!, `SGD, η = ${eta}`),
      ...curve(run(ito(eta), Math.round((T * SHARE) / eta ** 2)), COLORS[i]!, `the Itô SDE, η = ${eta}`, {
        dash: [2, 3],
      }),
    ]),
    graph((t) => C0 * Math.exp(-t), [0, T], { color: LIMIT, label: "the limit, C₀e⁻ᵗ" }),
  ];
}

export const itoSgdFigure: Figure = {
  name: "ito-sgd",
  caption:
    `Label noise (c = 1) on L = ½(uv − 1)²; SGD with ±1 noise (seed 71), the Itô SDE by Euler–Maruyama steps of η/${SHARE} (seed 72); bands of ±2 standard errors. ` +
    `Left: mean loss of ${FAST.paths} paths from (${FAST.start.join(", ")}), η = ${FAST.etas.join(" and ")}, on the fast time s = kη. Right: mean of u² − v² over ${SLOW.paths} paths from (e^${SLOW.s0}, e^−${SLOW.s0}), η = ${SLOW.etas.join(" and ")}, on the slow time, and their common limit.`,
  draw: () => [
    {
      title: "The fast scale",
      x: { label: "fast time s = kη", min: 0, max: FAST.s },
      y: { label: "E L", min: 0.02, max: 0.5, log: true },
      marks: fast(),
    },
    {
      title: "The slow scale",
      x: { label: "slow time t = kη²", min: 0, max: SLOW.T },
      y: { label: "E (u² − v²)", min: 0, max: 4 },
      marks: slow(),
    },
  ],
};
