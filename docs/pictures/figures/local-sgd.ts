/** Local SGD: between parallel SGD and K times its drift. */
import { hessianCovariance, limitingFlow, limits, localSgd as local, slowSystem } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, GREY, LIMIT, WIDTH } from "../curves.js";
import type { Figure } from "../figure.js";
import { conserved, hyperbola, pointAt } from "../models.js";
import type { Panel, Point } from "../../../src/report/chart/index.js";

const WORKERS = 4;
const S0 = 0.7;
const C0 = conserved(Float64Array.from(pointAt(S0)));
const T = 2;
const ALPHAS = [0.1, 0.4, 1.6];
const ETA = 0.025;
const ENDS = { etas: [0.05, 0.025], alphas: [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2] };
const PATHS = 200;

const noise = { noise: "labelNoise", law: "rademacher", workers: WORKERS } as const;

/** C of local SGD, at `looks` times; B = K. */
function run(eta: number, alpha: number, looks: number) {
  const localSteps = Math.round(alpha / eta);
  const rounds = Math.round(T / eta ** 2 / localSteps);
  const process = local(hyperbola, { ...noise, learningRate: eta, localSteps, seed: 51 });
  return follow(process, { start: pointAt(S0), steps: rounds, paths: PATHS, looks, observe: conserved });
}

function limit(alpha: number, looks: number) {
  const options = { Sigma: hessianCovariance(hyperbola), workers: WORKERS, batch: WORKERS, alpha };
  return follow(limitingFlow(slowSystem(limits.localSgd, hyperbola, options), { dt: T / 40 }), {
    ...{ start: pointAt(S0), steps: 40, paths: 1, looks, observe: conserved },
  });
}

function inTime(): Panel {
  return {
    title: `In time, η = ${ETA}`,
    x: { label: "slow time t = η² × local steps", min: 0, max: T },
    y: { label: "E (u² − v²)", min: 0, max: 4 },
    marks: [
      ...ALPHAS.flatMap((alpha, i) => curve(run(ETA, alpha, 20), COLORS[i]!, `local SGD, α = ηH = ${alpha}`)),
      ...ALPHAS.flatMap((alpha, i) => curve(limit(alpha, 40), LIMIT, i === 0 ? "the limits" : undefined)),
      graph((t) => C0 * Math.exp(-t / WORKERS), [0, T], {
        color: GREY,
        dash: [5, 3],
        label: "α = 0 (parallel SGD) above, α = ∞ below",
      }),
      graph((t) => C0 * Math.exp(-t), [0, T], { color: GREY, dash: [5, 3] }),
    ],
  };
}

function inAlpha(): Panel {
  const alphas = Array.from({ length: 41 }, (_, i) => 0.02 * 300 ** (i / 40));
  return {
    title: `At t = ${T}, against α`,
    x: {
      label: "α = ηH",
      min: 0.03,
      max: 5,
      log: true,
      ticks: [0.05, 0.1, 0.2, 0.5, 1, 2, 5].map((at) => ({ at, text: String(at) })),
    },
    y: { label: "E (u² − v²)", min: 0, max: 3 },
    marks: [
      {
        kind: "line",
        points: alphas.map((alpha): Point => [alpha, limit(alpha, 1)[1]!.mean]),
        color: LIMIT,
        label: "the limit",
      },
      ...ENDS.etas.map((eta, i) => ({
        ...{ kind: "dots" as const, color: COLORS[i]!, label: `local SGD, η = ${eta}` },
        points: ENDS.alphas.map((alpha) => {
          const [, end] = run(eta, alpha, 1);
          return [alpha, end!.mean, WIDTH * end!.error] as const;
        }),
      })),
      graph(() => C0 * Math.exp(-T / WORKERS), [0.03, 5], {
        color: GREY,
        dash: [5, 3],
        label: "α = 0 (parallel SGD) above, α = ∞ below",
      }),
      graph(() => C0 * Math.exp(-T), [0.03, 5], { color: GREY, dash: [5, 3] }),
    ],
  };
}

export const localSgd: Figure = {
  name: "local-sgd",
  caption:
    `K = ${WORKERS} workers, B = K, label noise ±1 (c = 1) on L = ½(uv − 1)² from (e^${S0}, e^−${S0}); mean of u² − v² over ${PATHS} paths (seed 51). ` +
    `Left: η = ${ETA}, averaging every H = α/η steps, bands of ±2 standard errors, and the limit for each α. Right: its value at t = ${T} for η = ${ENDS.etas.join(" and ")}, error bars of ±2 standard errors, and the limit as a function of α.`,
  draw: () => [inTime(), inAlpha()],
};
