/** The stationary law of the limit on a closed curve Γ, against SGD run for long. */
import {
  type Chart,
  type Model,
  type SlowSystem,
  chart,
  ensemble,
  limits,
  noiseCovariance,
  slowSystem,
} from "../../runtime/index.js";
import type { Mark } from "../chart/panel.js";
import { PALETTE } from "../chart/theme.js";
import { number, point } from "../contents/numbers.js";
import type { Plan, SimulationOptions } from "../simulate/plan.js";
import { type Subject, algorithmOf, toGamma } from "../simulate/subjects.js";
import type { Drawing } from "./drawing.js";

const BINS = 16;
const PATHS = 3000;
const WIDTH = 2;
/** Relaxation times to wait. */
const PATIENCE = 4;
const LONGEST_TIME = 50;
/** Circumferences looked for. */
const LONGEST_CURVE = 40;
/** Points of Γ by which a point is located on it. */
const NODES = 1024;
const CURVE = 240;

/** @returns nothing where Γ is no closed curve or the limit has no reversible law there */
export async function stationaryDrawing(
  model: Model,
  { subject, start, runs, limit }: Plan,
  { seed, quick, paths = quick ? PATHS / 8 : PATHS }: SimulationOptions,
): Promise<Drawing | undefined> {
  if (model.dimension - model.rank !== 1 || !limit.random) return undefined;
  const curve = chart(model, start, { length: LONGEST_CURVE, tolerance: 1e-8 });
  if (!curve.closed) return undefined;
  const system = systemOf(model, subject);
  if (!system) return undefined;
  const motion = curve.motion(system);
  if (!motion.density) return undefined;
  const time = Math.min(LONGEST_TIME, Math.ceil(PATIENCE * relaxation(curve.to, (l) => motion.b(l))));
  const { eta } = runs[0]!;
  const steps = Math.round(time / eta ** 2);
  const length = lengthOn(curve);
  const project = toGamma(model);
  const process = algorithmOf(model, subject, eta, seed + 100);
  const { l } = await ensemble(process, { start, steps, paths, observe: { l: (x) => length(project(x)) } });
  const width = curve.to / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of l.samples) counts[Math.min(Math.floor(value / width), BINS - 1)]!++;
  const dots = counts.map((count, i) => {
    const part = count / paths;
    return [(i + 0.5) * width, part / width, (WIDTH * Math.sqrt((part * (1 - part)) / paths)) / width] as const;
  });
  const line = Array.from({ length: CURVE + 1 }, (_, i) => {
    const at = (curve.to * i) / CURVE;
    return [at, motion.density!(i === CURVE ? 0 : at)] as const;
  });
  const marks: Mark[] = [
    { kind: "line", points: line, color: PALETTE.limit, width: 2, label: "the limit's stationary density" },
    { kind: "dots", points: dots, color: PALETTE.middle, label: `algorithm, η = ${String(eta)}, t = ${String(time)}` },
  ];
  const highest = Math.max(...line.map(([, value]) => value), ...dots.map(([, value, error]) => value + error));
  return {
    id: `${subject.name}-stationary`,
    panel: {
      title: `Stationary law on Γ, ${subject.title}`,
      x: { label: "arc length l along Γ", min: 0, max: curve.to },
      y: { label: "density", min: 0, max: highest * 1.08 },
      marks,
    },
    caption:
      `$\\Gamma$ is a closed curve of length $${number(curve.to)}$. Line: the reversible density of the limit in the arc length $l$ from $x_0$, computed from its coefficients. ` +
      `Dots: $\\Phi(x_k)$ for ${String(paths)} paths of ${subject.algorithm}, $\\eta = ${number(eta)}$, from $x_0$ = ${point(start)}, at $t = ${number(time)}$ ` +
      `(${String(steps)} steps, seed ${String(seed + 100)}), in ${String(BINS)} cells with error bars of $\\pm${String(WIDTH)}$ binomial standard errors.`,
  };
}

/** The coefficients by eigenvectors, for the noises of SGD. */
function systemOf(model: Model, { name }: Subject): SlowSystem | undefined {
  if (name === "isotropic") return slowSystem(limits.isotropic, model, {});
  const { declared } = model.noises;
  return name === "declared" && declared
    ? slowSystem(limits.declared, model, { Sigma: noiseCovariance(declared) })
    : undefined;
}

/** The time in which a Brownian motion with the mean diffusivity forgets its start on a circle: 2 (C/2π)² / b². */
function relaxation(circumference: number, b: (l: number) => number): number {
  const variances = Array.from({ length: BINS }, (_, i) => b((circumference * i) / BINS) ** 2);
  const variance = variances.reduce((sum, value) => sum + value, 0) / BINS;
  return (2 * (circumference / (2 * Math.PI)) ** 2) / variance;
}

/** The arc length at a point of the curve: from the nearest of its nodes, along the tangent there. */
function lengthOn(curve: Chart): (x: Float64Array) => number {
  const nodes = Array.from({ length: NODES }, (_, i) => {
    const l = (curve.to * i) / NODES;
    return { l, x: curve.at(l), tangent: curve.tangent(l) };
  });
  return (x) => {
    let best = nodes[0]!;
    let least = Infinity;
    for (const node of nodes) {
      let squared = 0;
      for (let a = 0; a < x.length; a++) squared += (x[a]! - node.x[a]!) ** 2;
      if (squared < least) [best, least] = [node, squared];
    }
    const ahead = best.tangent.reduce((sum, u, a) => sum + u * (x[a]! - best.x[a]!), 0);
    return (best.l + ahead + curve.to) % curve.to;
  };
}
