/** Σ = I: the drift along Γ, and the density in the long run. */
import { limitingSde, type Model, sgd } from "gen-sde/runtime";
import { COLORS, curve, follow, graph, LIMIT, WIDTH, WRONG, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { along, ellipse, hyperbola, onEllipse, pointAt } from "../models.js";
import type { Panel } from "../../../src/report/chart/index.js";

const S0 = 0.7;
const ETAS = [0.1, 0.05];
const PATHS = 20_000;
const LIMIT_PATHS = 40_000;
const LONG = { eta: 0.05, T: 10, paths: 10_000, bins: 12, start: 0.3 };

/** The same SDE with ½ in place of ¼ before P∇ln|∇²L|₊: twice the normal term. */
function withHalf(model: Model): Model {
  const { isotropic } = model.noises;
  const terms = new Float64Array(3 * model.dimension);
  const drift = (x: Float64Array, out: Float64Array): void => {
    isotropic.driftTerms(x, terms);
    for (let a = 0; a < out.length; a++) out[a] = terms[a]! + 2 * terms[2 * model.dimension + a]!;
  };
  return { ...model, noises: { ...model.noises, isotropic: { ...isotropic, drift } } };
}

function drift(): Panel {
  const run = { start: pointAt(S0), observe: along, paths: PATHS, looks: 20 };
  const limit = (model: Model) =>
    follow(limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 7 }), { ...run, paths: LIMIT_PATHS, steps: 100 });
  return {
    title: "The mean position along uv = 1",
    x: { label: "slow time t = kη²", min: 0, max: 1 },
    y: { label: "E s, where Φ(x) = (eˢ, e⁻ˢ)", min: 0.44, max: 0.71 },
    marks: [
      ...ETAS.flatMap((eta, i) =>
        curve(
          follow(sgd(hyperbola, { noise: "isotropic", learningRate: eta, seed: 8 + i }), {
            ...run,
            steps: stepsUntil(1, eta),
          }),
          COLORS[i]!,
          `SGD, η = ${eta}`,
        ),
      ),
      ...curve(limit(hyperbola), LIMIT, "the limit, −¼ P∇ln|∇²L|₊"),
      ...curve(limit(withHalf(hyperbola)), WRONG, "with ½ in place of ¼", { dash: [5, 3] }),
    ],
  };
}

function density(): Panel {
  const { eta, T, paths, bins, start } = LONG;
  const counts = new Float64Array(bins);
  const process = sgd(ellipse, { noise: "isotropic", learningRate: eta, seed: 9 });
  const steps = stepsUntil(T, eta);
  follow(process, {
    ...{ start: onEllipse(start), steps, looks: [steps], paths },
    observe(x) {
      const angle = Math.atan2(Math.abs(x[1]!), Math.abs(x[0]! / 2));
      counts[Math.min(Math.floor((angle / (Math.PI / 2)) * bins), bins - 1)]!++;
      return 0;
    },
  });
  const width = Math.PI / 2 / bins;
  const points = [...counts].map((count, i) => {
    const p = count / paths;
    return [(i + 0.5) * width, p / width, (WIDTH * Math.sqrt((p * (1 - p)) / paths)) / width] as const;
  });
  // |∇²L|₊ ∝ cos²θ/4 + sin²θ, and the length element is proportional to its square root.
  const wrong = (angle: number): number => (Math.cos(angle) ** 2 / 4 + Math.sin(angle) ** 2) ** -0.5;
  const total =
    Array.from({ length: 900 }, (_, i) => wrong(((i + 0.5) / 900) * (Math.PI / 2))).reduce((a, b) => a + b) *
    (Math.PI / 1800);
  return {
    title: "The long run on an ellipse",
    x: {
      label: "eccentric angle θ, folded into a quarter",
      min: 0,
      max: Math.PI / 2,
      ticks: [0, 1, 2, 3, 4].map((i) => ({ at: (i * Math.PI) / 8, text: ["0", "π/8", "π/4", "3π/8", "π/2"][i]! })),
    },
    y: { label: "density", min: 0.3, max: 1.1 },
    marks: [
      { kind: "dots", points, color: COLORS[1], label: `SGD, η = ${eta}, t = ${T}` },
      graph(() => 2 / Math.PI, [0, Math.PI / 2], {
        color: LIMIT,
        label: "|∇²L|₊^(−1/2) dvol, of the limit: uniform in θ",
      }),
      graph((angle) => wrong(angle) / total, [0, Math.PI / 2], {
        color: WRONG,
        dash: [5, 3],
        label: "|∇²L|₊⁻¹ dvol, with ½ in place of ¼",
      }),
    ],
  };
}

export const isotropic: Figure = {
  name: "isotropic",
  caption:
    `Left: SGD with Gaussian noise, Σ = I, on L = ½(uv − 1)² from s = ${S0}, η = ${ETAS.join(" and ")} (seeds 8, 9), ${PATHS} paths each, and the limiting SDE (dt = 0.01, seed 7), ${LIMIT_PATHS} paths; dashed, the SDE with ½ in place of ¼; lines are means, bands ±2 standard errors. ` +
    `Right: L = ½(x²/4 + y² − 1)², ${LONG.paths} paths of SGD with η = ${LONG.eta} (seed 9) from θ = ${LONG.start}, at t = ${LONG.T}: histogram of θ in ${LONG.bins} cells with error bars of ±2 binomial standard errors.`,
  draw: () => [drift(), density()],
};
