/** Paths in a plane of two parameters, with the loss and Γ. */
import { type Model, type Process, SimulationError, chart, simulate } from "../../runtime/index.js";
import type { Axis } from "../chart/axis.js";
import type { Point } from "../chart/contours.js";
import type { Mark } from "../chart/panel.js";
import { PALETTE } from "../chart/theme.js";
import { number, point } from "../contents/numbers.js";
import { type Plan, startOf } from "../simulate/plan.js";
import { algorithmOf, limitOf } from "../simulate/subjects.js";
import type { Drawing } from "./drawing.js";
import { axisAround } from "./frame.js";

/** Two parameters by their positions. */
export type Plane = readonly [a: number, b: number];

const PATHS = 3;
/** Points of a path that can be told apart. */
const RESOLUTION = 600;
const LONGEST_SIDE = 360;
const LEAST_RATIO = 0.5;
/** Parts of the picture that lie below the levels drawn. */
const LEVELS = [0.05, 0.12, 0.2, 0.3, 0.42, 0.55, 0.7, 0.85];
const GRID = 40;

/** @throws SimulationError when a path fails */
export function planeDrawing(model: Model, plan: Plan, [a, b]: Plane): Drawing {
  const { subject, start, time } = plan;
  const run = plan.runs[Math.floor((plan.runs.length - 1) / 2)]!;
  const at = (x: ArrayLike<number>): Point => [x[a]!, x[b]!];
  const trace = (process: Process, from: ArrayLike<number>, steps: number, path: number): Point[] =>
    Array.from(
      simulate(process, { start: from, steps, path, every: Math.max(1, Math.round(steps / RESOLUTION)) }),
      ({ x }) => at(x),
    );
  const numbers = Array.from({ length: PATHS }, (_, path) => path);
  const algorithm = algorithmOf(model, subject, run.eta, run.seed);
  const discrete = numbers.map((path) => trace(algorithm, startOf(plan, run)(path), run.steps, path));
  const { random } = plan.limit;
  const motion = limitOf(model, subject, plan.limit.dt, plan.limit.seed);
  const limit = (random ? numbers : [0]).map((path) => trace(motion, start, plan.limit.steps, path));
  const all = [...discrete, ...limit].flat();
  const [x, y, width, height] = frame(model.parameters[a]!, model.parameters[b]!, all);
  const loss = (u: number, v: number): number => {
    const there = start.slice();
    there[a] = u;
    there[b] = v;
    return model.loss(there);
  };
  const gamma =
    model.dimension - model.rank === 1 ? traced(model, start, Math.hypot(x.max - x.min, y.max - y.min)) : [];
  const marks: Mark[] = [
    { kind: "contours", f: loss, levels: levels(loss, x, y), color: PALETTE.level, label: "levels of L" },
    ...(gamma.length > 0
      ? [{ kind: "line", points: gamma.map(at), color: PALETTE.grey, width: 3, label: "Γ" } as const]
      : []),
    ...discrete.map((points, i): Mark => ({
      kind: "line",
      points,
      color: PALETTE.middle,
      width: 0.7,
      opacity: 0.8,
      ...(i === 0 && { label: `algorithm, η = ${String(run.eta)}` }),
    })),
    ...limit.map((points, i): Mark => ({
      kind: "line",
      points,
      color: random ? PALETTE.wrong : PALETTE.limit,
      width: random ? 1.4 : 2.2,
      ...(i === 0 && { label: "limit" }),
    })),
    { kind: "dots", points: [at(start)], color: PALETTE.limit, radius: 3.5, label: "x₀" },
  ];
  const slice = model.dimension === 2 ? "Levels of $L$" : "Levels of $L$ on the plane through $x_0$";
  return {
    id: `${subject.name}-plane`,
    panel: { title: `Paths, ${subject.title}`, x, y, width, height, marks },
    caption:
      `${slice}${gamma.length > 0 ? " and $\\Gamma$" : ""}, with ${String(PATHS)} paths of ${subject.algorithm} ` +
      `($\\eta = ${number(run.eta)}$, ${String(run.steps)} steps, seed ${String(run.seed)}) and ` +
      (random
        ? `${String(PATHS)} paths of the limiting SDE ($dt = ${number(plan.limit.dt)}$, seed ${String(plan.limit.seed)})`
        : `the limiting flow ($dt = ${number(plan.limit.dt)}$)`) +
      ` from $x_0$ = ${point(start)} until $t = ${number(time)}$.` +
      (random ? " The paths of the two are independent: only their laws agree." : ""),
  };
}

/** Axes of equal scale, unless the picture would get too narrow. */
function frame(first: string, second: string, points: readonly Point[]): [Axis, Axis, number, number] {
  const grown = (axis: Axis, size: number): Axis => {
    const middle = (axis.min + axis.max) / 2;
    return { ...axis, min: middle - size / 2, max: middle + size / 2 };
  };
  const x = axisAround(
    first,
    points.map(([u]) => u),
  );
  const y = axisAround(
    second,
    points.map(([, v]) => v),
  );
  const longest = Math.max(x.max - x.min, y.max - y.min) * 1.1;
  const width = Math.max((x.max - x.min) * 1.2, LEAST_RATIO * longest);
  const height = Math.max((y.max - y.min) * 1.2, LEAST_RATIO * longest);
  const scale = LONGEST_SIDE / Math.max(width, height);
  return [grown(x, width), grown(y, height), Math.round(width * scale), Math.round(height * scale)];
}

function levels(f: (u: number, v: number) => number, x: Axis, y: Axis): number[] {
  const step = ({ min, max }: Axis, i: number): number => min + ((max - min) * i) / GRID;
  const values = Array.from({ length: (GRID + 1) ** 2 }, (_, i) =>
    f(step(x, i % (GRID + 1)), step(y, Math.floor(i / (GRID + 1)))),
  ).sort((u, v) => u - v);
  return [...new Set(LEVELS.map((part) => values[Math.round(part * (values.length - 1))]!))];
}

/** Points of Γ, of dimension 1, on both sides of a start; none where it cannot be followed. */
function traced(model: Model, start: Float64Array, size: number): Float64Array[] {
  try {
    const curve = chart(model, start, { length: 2 * size, tolerance: 1e-8 });
    const count = 300;
    return Array.from({ length: count + 1 }, (_, i) => curve.at(curve.from + ((curve.to - curve.from) * i) / count));
  } catch (error) {
    if (error instanceof SimulationError) return [];
    throw error;
  }
}
