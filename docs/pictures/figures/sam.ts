/** SAM with the whole loss and with one sample at a time. */
import { gradientFlow, limitingFlow, limits, sam as wholeSam, singleSampleSam, slowSystem } from "gen-sde/runtime";
import { COLORS, curve, follow, LIMIT } from "../curves.js";
import type { Figure } from "../figure.js";
import { network, NETWORK_START, sharpness } from "../models.js";
import type { Panel } from "../../../src/report/chart/index.js";

const ETAS = [0.1, 0.05, 0.025];
const RADIUS = 0.02;
const T = 2;
const PATHS = 8;

const start = Float64Array.from(NETWORK_START);
const onGamma = gradientFlow(network, start).x;
const projected =
  (observe: (x: Float64Array) => number) =>
  (x: Float64Array): number =>
    observe(gradientFlow(network, x, { rtol: 1e-7, atol: 1e-7 }).x);
const H = new Float64Array(81);
const trace = (x: Float64Array): number => {
  network.hessian(x, H);
  let sum = 0;
  for (let a = 0; a < 9; a++) sum += H[10 * a]!;
  return sum;
};

function panel(single: boolean): Panel {
  const observe = single ? trace : sharpness(network);
  const steps = 60;
  return {
    title: single ? "One sample at a time: tr ∇²L" : "Full batch: λ₁(∇²L)",
    x: { label: "slow time t = kηρ²", min: 0, max: T },
    y: single ? { label: "E tr ∇²L at Φ(x)", min: 1, max: 5 } : { label: "λ₁(∇²L) at Φ(x)", min: 0.8, max: 4 },
    marks: [
      ...ETAS.flatMap((eta, i) => {
        const options = { learningRate: eta, radius: RADIUS };
        const process = single ? singleSampleSam(network, { ...options, seed: 41 }) : wholeSam(network, options);
        const run = { start, steps: Math.round(T / (eta * RADIUS ** 2)), looks: 30, observe: projected(observe) };
        return curve(follow(process, { ...run, paths: single ? PATHS : 1 }), COLORS[i]!, `SAM, η = ${eta}`);
      }),
      ...curve(
        follow(limitingFlow(slowSystem(single ? limits.samSingle : limits.samFull, network, {}), { dt: T / steps }), {
          ...{ start: onGamma, steps, paths: 1, observe },
        }),
        LIMIT,
        single ? "the limit, −½ P∇tr ∇²L" : "the limit, −½ P∇λ₁",
      ),
    ],
  };
}

export const sam: Figure = {
  name: "sam",
  caption:
    `The network of examples/tanh-net.loss.ts (D = 9, M = 2, two samples) from its example's parameters, ρ = ${RADIUS}, η = ${ETAS.join(", ")}; both quantities at the end Φ(x) of gradient flow, the limit from Φ(x₀). ` +
    `Left: full-batch SAM, λ₁; nothing is random. Right: SAM with one of the two samples per step, mean of tr ∇²L over ${PATHS} paths (seed 41) with bands of ±2 standard errors.`,
  draw: () => [panel(false), panel(true)],
};
