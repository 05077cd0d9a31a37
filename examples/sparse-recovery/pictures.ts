/** The panels of the pictures of docs/sparse-recovery.md. */
import { PALETTE, type Panel, type Point, SERIES } from "../../src/report/chart/index.js";
import type { Look, MeanLook } from "./path.js";
import type { Setting, TestErrors } from "./published.js";
import { RECOVERED, type Scaling, SPARSITY } from "./scaling.js";

const [COARSE, MIDDLE, FINE] = SERIES;
/** Half the width of bands and error bars, in standard errors. */
const WIDTH = 2;

export function scalingPicture(rows: readonly Scaling[]): Panel {
  const ds = rows.map(({ d }) => d);
  const [first, last] = [Math.min(...ds), Math.max(...ds)];
  const largest = rows.find(({ d }) => d === last)!;
  const slope = largest.labelNoise / Math.log(last);
  const lines = [
    { color: PALETTE.grey, label: `${(slope / SPARSITY).toFixed(2)} κ ln d`, f: (d: number) => slope * Math.log(d) },
    { color: PALETTE.grey, label: "d", f: (d: number) => d },
  ];
  const dots = [
    {
      color: FINE,
      label: "label noise (closed-form limit)",
      points: rows.map((row): Point => [row.d, row.labelNoise]),
    },
    { color: COARSE, label: "least norm (kernel regime)", points: rows.map((row): Point => [row.d, row.leastNorm]) },
    {
      ...{ color: MIDDLE, label: "gradient flow, α = 1" },
      points: rows.flatMap(({ d, gradientFlow }): Point[] => (gradientFlow === undefined ? [] : [[d, gradientFlow]])),
    },
  ];
  return {
    title: `Samples for an error ≤ ${RECOVERED}, κ = ${SPARSITY}`,
    x: { label: "d", min: first, max: last, log: true, ticks: ds.map((at) => ({ at, text: String(at) })) },
    y: { label: "smallest n", min: 10, max: 600, log: true },
    marks: [
      ...lines.map(({ f, ...style }, i) => ({
        ...{ kind: "line" as const, ...style, dash: i === 0 ? [5, 3] : [1, 3] },
        points: Array.from({ length: 41 }, (_, k) => first * (last / first) ** (k / 40)).map((d): Point => [d, f(d)]),
      })),
      ...dots.map((mark, i) => ({ kind: "dots" as const, radius: i === 2 ? 3 : 5, ...mark })),
    ],
  };
}

export function publishedPicture(errors: readonly TestErrors[], { steps, paths }: Setting): Panel {
  const bands = errors.map(
    ({ step, labelNoise: { mean, standardError } }) =>
      [step, Math.max(mean - WIDTH * standardError, LEAST), mean + WIDTH * standardError] as const,
  );
  return {
    title: "w = v∘v, d = 100, κ = 5, 40 samples",
    x: { label: "step", min: 0, max: steps },
    y: { label: "test error ‖w − w*‖²", min: LEAST, max: 100, log: true },
    marks: [
      { kind: "band", points: bands, color: FINE },
      {
        ...{ kind: "line", color: FINE, label: `label-noise SGD, mean of ${paths} paths` },
        points: errors.map(({ step, labelNoise }): Point => [step, labelNoise.mean]),
      },
      {
        ...{ kind: "line", color: COARSE, label: "gradient descent, same start and rates" },
        points: errors.map(({ step, gradientDescent }): Point => [step, gradientDescent]),
      },
    ],
  };
}

const LEAST = 1e-5;

interface Simulated {
  readonly eta: number;
  readonly looks: readonly MeanLook[];
}

export function pathPicture(predicted: readonly Look[], simulated: readonly Simulated[]): Panel[] {
  const x = { label: "slow time ct", min: 0, max: predicted.at(-1)!.time };
  const axes = {
    trace: { title: "tr ∇²L on the way", y: { label: "tr ∇²L at Φ(x)", min: 5, max: 1000, log: true } },
    error: { title: "Distance to w*", y: { label: "‖w − w*‖ / ‖w*‖ at Φ(x)", min: 0, max: 0.8 } },
  };
  return (["trace", "error"] as const).map((key) => ({
    ...axes[key],
    x,
    marks: [
      {
        ...{ kind: "line" as const, color: PALETTE.limit, label: "limiting flow, closed form" },
        points: predicted.map((look): Point => [look.time, look[key]]),
      },
      ...simulated.map(({ eta, looks }, i) => ({
        ...{
          kind: "dots" as const,
          color: SERIES[i] ?? PALETTE.limit,
          radius: 4,
          label: eta === 0 ? "extrapolated to η = 0" : `label-noise SGD, η = ${eta}`,
        },
        points: looks.map((look) => [look.time, look[key].mean, WIDTH * look[key].standardError] as const),
      })),
    ],
  }));
}
