/** The passage from gradient flow to the slow motion, in the plane and in the loss. */
import { limitingSde, sgd, simulate } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { hyperbola } from "../models.js";
import type { Mark, Panel, Point } from "../../../src/report/chart/index.js";

const START = [2.4, 0.1];
const PATH_ETA = 0.05;
const PATH_T = 3;
const ETAS = [0.1, 0.05, 0.025];
const T = 3;
const PATHS = 1000;
const LOOKS = 60;

const noise = { noise: "labelNoise", law: "rademacher" } as const;
const path = (process: ReturnType<typeof sgd>, start: ArrayLike<number>, steps: number): Point[] =>
  Array.from(simulate(process, { start, steps }), ({ x }): Point => [x[0]!, x[1]!]);

function plane(): Panel {
  // Gradient descent with short steps, for gradient flow; the limit starts where that ends.
  const flow = path(sgd(hyperbola, { ...noise, scale: 0, learningRate: 0.004, seed: 0 }), START, 1000);
  const limit = path(limitingSde(hyperbola, { ...noise, dt: 0.01, seed: 0 }), flow.at(-1)!, Math.round(PATH_T / 0.01));
  const discrete = path(
    sgd(hyperbola, { ...noise, learningRate: PATH_ETA, seed: 1 }),
    START,
    stepsUntil(PATH_T, PATH_ETA),
  );
  const loss = (u: number, v: number): number => hyperbola.loss(Float64Array.of(u, v));
  return {
    title: "One path in the plane",
    x: { label: "u", min: 0.8, max: 2.8 },
    y: { label: "v", min: 0, max: 1.2 },
    marks: [
      {
        kind: "contours",
        f: loss,
        levels: [0.01, 0.04, 0.12, 0.25, 0.4, 0.6, 0.9, 1.4],
        color: "#bbbbbb",
        label: "levels of L",
      },
      graph((u) => 1 / u, [0.8, 2.8], { color: "#666666", label: "Γ: uv = 1" }),
      { kind: "line", points: discrete, color: "#74a9cf", width: 0.5, label: `SGD, η = ${PATH_ETA}` },
      {
        kind: "line",
        points: flow,
        color: COLORS[0],
        width: 2.4,
        dash: [6, 3],
        label: "phase 1: gradient flow to Φ(x₀)",
      },
      { kind: "line", points: limit, color: LIMIT, width: 2.4, label: "phase 2: the limiting flow on Γ" },
      { kind: "dots", points: [START as unknown as Point, flow.at(-1)!], color: LIMIT },
      { kind: "text", at: [2.47, 0.06], text: "x₀", color: LIMIT },
      { kind: "text", at: [2.56, 0.32], text: "Φ(x₀)", color: LIMIT },
    ],
  };
}

function lossCurves(): Panel {
  const observe = (x: Float64Array): number => hyperbola.loss(x);
  const marks = ETAS.flatMap((eta, i): Mark[] => {
    const steps = stepsUntil(T, eta);
    const looks = [...new Set(Array.from({ length: LOOKS + 1 }, (_, j) => Math.round(steps ** (j / LOOKS))))];
    const run = (scale: number) =>
      follow(sgd(hyperbola, { ...noise, scale, learningRate: eta, seed: 2 }), {
        ...{ start: START, steps, looks, observe },
        paths: scale === 0 ? 1 : PATHS,
      });
    const flow = run(0);
    const end = [
      ...simulate(sgd(hyperbola, { ...noise, scale: 0, learningRate: 0.01, seed: 0 }), {
        start: START,
        steps: 1000,
        every: 1000,
      }),
    ];
    const trace = follow(limitingSde(hyperbola, { ...noise, dt: eta ** 2, seed: 0 }), {
      ...{ start: end[1]!.x.slice(), steps: steps, paths: 1 },
      looks,
      observe: (x) => x[0]! ** 2 + x[1]! ** 2,
    });
    const predicted = looks.map((k, j): Point => [k, flow[j]!.mean + (eta / 4) * trace[j]!.mean]);
    return [
      ...curve(run(1), COLORS[i]!, `SGD, η = ${eta}`, { against: "step" }),
      {
        kind: "line",
        points: predicted,
        color: LIMIT,
        width: 1.2,
        dash: [4, 3],
        ...(i === 2 ? { label: "gradient descent, plus ¼ η tr ∇²L(Y)" } : {}),
      },
    ];
  });
  return {
    title: "The mean loss, in both phases",
    x: { label: "step k", min: 1, max: T / ETAS[2]! ** 2, log: true },
    y: { label: "E L", min: 0.01, max: 0.5, log: true },
    marks,
  };
}

export const twoPhases: Figure = {
  name: "two-phases",
  caption:
    `Label-noise SGD (Σ = ∇²L on Γ, ±1 noise) on L = ½(uv − 1)² from x₀ = (${START.join(", ")}). ` +
    `Left: one path of ${stepsUntil(PATH_T, PATH_ETA)} steps at η = ${PATH_ETA} (seed 1), gradient flow from x₀ to Φ(x₀), and the limiting flow from there until t = ${PATH_T}. ` +
    `Right: the mean loss of ${PATHS} paths (seed 2) for η = ${ETAS.join(", ")} until t = kη² = ${T}, with bands of ±2 standard errors; dashed, the loss of gradient descent without noise plus ¼ η tr ∇²L at the limit Y(kη²).`,
  draw: () => [plane(), lossCurves()],
};
