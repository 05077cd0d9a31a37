/** GD on √L and normalized GD: both bounce along v₁ and slide down the sharpness. */
import {
  gradientFlow,
  limitingFlow,
  type LimitingDynamics,
  limits,
  type Model,
  normalizedGd,
  type Process,
  slowSystem,
  sqrtLossGd,
} from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { conserved, hyperbola, network, NETWORK_START, pointAt, sharpness } from "../models.js";
import type { Mark, Panel } from "../../../src/report/chart/index.js";

const ETAS = [0.2, 0.1, 0.05];
const T = 6;

interface Bouncing {
  readonly process: (model: Model, eta: number) => Process;
  readonly limit: LimitingDynamics<unknown>;
  /** Half the length of a step divided by η, as a function of λ₁. */
  readonly bounce: (lambda1: number) => number;
}

function networkPanel({ process, limit }: Bouncing): Panel {
  const start = Float64Array.from(NETWORK_START);
  const end = sharpness(network);
  const observe = (x: Float64Array): number => end(gradientFlow(network, x, { rtol: 1e-7, atol: 1e-7 }).x);
  return {
    title: "A network: its sharpness",
    x: { label: "slow time t = kη²", min: 0, max: T },
    y: { label: "λ₁(∇²L) at Φ(x)", min: 1, max: 4 },
    marks: [
      ...curve(
        follow(limitingFlow(slowSystem(limit, network, {}), { dt: T / 60 }), {
          ...{ start: gradientFlow(network, start).x, steps: 60, paths: 1, observe: end },
        }),
        LIMIT,
        "the limit",
      ),
      ...ETAS.map((eta, i): Mark => {
        const run = follow(process(network, eta), { start, steps: stepsUntil(T, eta), paths: 1, looks: 15, observe });
        const points = run.map(({ time, mean }) => [time, mean] as const);
        return { kind: "dots", points, radius: 5 - 1.5 * i, color: COLORS[i]!, label: `the algorithm, η = ${eta}` };
      }),
    ],
  };
}

function orderPanel({ process, limit, bounce }: Bouncing): Panel {
  const [u, v] = pointAt(0.7) as [number, number];
  const steps = 20;
  const [, exact] = follow(limitingFlow(slowSystem(limit, hyperbola, {}), { dt: 1 / steps }), {
    ...{ start: [u, v], steps, paths: 1, looks: 1, observe: conserved },
  });
  const etas = [0.2, 0.1, 0.05, 0.025, 0.0125];
  const points = etas.map((eta) => {
    const amplitude = eta * bounce(Math.hypot(u, v) ** 2);
    const start = [u + (amplitude * v) / Math.hypot(u, v), v + (amplitude * u) / Math.hypot(u, v)];
    const [, end] = follow(process(hyperbola, eta), {
      start,
      steps: stepsUntil(1, eta),
      paths: 1,
      looks: 1,
      observe: conserved,
    });
    return [eta, Math.abs(end!.mean / exact!.mean - 1)] as const;
  });
  const [finest, error] = points.at(-1)!;
  return {
    title: "uv = 1: the error at t = 1",
    x: { label: "η", min: 0.01, max: 0.25, log: true },
    y: { label: "relative error of u² − v²", min: 1e-6, max: 1e-1, log: true },
    marks: [
      { kind: "dots", points, color: COLORS[1], label: "the algorithm" },
      graph((eta) => error * (eta / finest) ** 2, [0.01, 0.25], {
        color: LIMIT,
        dash: [5, 3],
        label: "proportional to η²",
      }),
    ],
  };
}

const caption = (algorithm: string, limit: string): string =>
  `${algorithm}; nothing is random. Left: the network of examples/tanh-net.loss.ts (D = 9, M = 2) from its example's parameters for η = ${ETAS.join(", ")}, λ₁ at the end Φ(x) of gradient flow, and the limit ${limit} from Φ(x₀). ` +
  `Right: L = ½(uv − 1)² from (e^0.7, e^−0.7) plus half a step along v₁: relative error of u² − v² at t = 1 against the limit for five learning rates.`;

const rootLoss: Bouncing = {
  process: (model, eta) => sqrtLossGd(model, { learningRate: eta }),
  limit: limits.sqrtLoss,
  bounce: (lambda1) => Math.sqrt(lambda1 / 2) / 2,
};
const normalized: Bouncing = {
  process: (model, eta) => normalizedGd(model, { learningRate: eta }),
  limit: limits.normalizedGd,
  bounce: () => 1 / 2,
};

export const sqrtLoss: Figure = {
  name: "sqrt-loss",
  caption: caption("Gradient descent on √L", "Y′ = −⅛ P∇λ₁"),
  draw: () => [networkPanel(rootLoss), orderPanel(rootLoss)],
};

export const normalizedDescent: Figure = {
  name: "normalized-gd",
  caption: caption("Normalized gradient descent", "Y′ = −¼ P∇ln λ₁"),
  draw: () => [networkPanel(normalized), orderPanel(normalized)],
};
