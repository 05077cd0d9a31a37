/** What gen-sde should reach, as ratios of times in one run, and what was measured. */
import type { Times } from "./report.js";

/** Nanoseconds by title, case and contestant, as bench/results/*.json has them. */
export type Results = Readonly<Record<string, Times>>;

interface Target {
  readonly what: string;
  /** Undefined where a contestant is missing. */
  readonly measured: (results: Results) => number | undefined;
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
}

type Row = Readonly<Record<string, number>>;
/** The case of that name, or all. */
const rows = (results: Results, title: string, name?: string): readonly Row[] =>
  Object.entries(results[title] ?? {}).flatMap(([each, row]) => (name === undefined || each === name ? [row] : []));

/** The times of `above` over those of `below`, in the case of that name, or in the case with the largest ratio. */
const ratio =
  (title: string, name: string | undefined, above: string, below: string) =>
  (results: Results): number | undefined =>
    largest(rows(results, title, name).map((row) => row[above]! / row[below]!));

function largest(ratios: readonly number[]): number | undefined {
  const known = ratios.filter((one) => !Number.isNaN(one));
  return known.length > 0 ? Math.max(...known) : undefined;
}

const loops =
  (above: Readonly<Record<"diagonal" | "others", string>>, below: string) =>
  (results: Results): number | undefined =>
    largest(
      [
        ratio("diagonal network, gradient", undefined, above.diagonal, below),
        ratio("kernels", undefined, above.others, below),
      ].flatMap((one) => one(results) ?? []),
    );
const TS = { diagonal: "TS kernel", others: "emitted TS" };
const WASM = { diagonal: "wasm kernel", others: "emitted wasm" };

const nanoseconds =
  (title: string, name: string, contestant: string) =>
  (results: Results): number | undefined =>
    rows(results, title, name)[0]?.[contestant];
const seconds =
  (...where: Parameters<typeof nanoseconds>) =>
  (results: Results): number | undefined => {
    const time = nanoseconds(...where)(results);
    return time === undefined ? undefined : time / 1e9;
  };

/** The time without threads over twice that of two. */
function efficiency(results: Results): number | undefined {
  const twofold = ratio(
    "ensembles on threads, on the clock (other programs count)",
    undefined,
    "no threads",
    "2 workers",
  )(results);
  return twofold === undefined ? undefined : twofold / 2;
}

/** Both parts of what a step of JiTCSDE takes at least, the compiled one as its fastest build. */
function jitcsde(results: Results): number | undefined {
  const row = rows(results, LIBRARIES, "ellipse, limiting SDE")[0] ?? {};
  const builds = Object.entries(row).flatMap(([name, time]) => (name.startsWith("Runge–Kutta") ? [time] : []));
  const sum = Math.min(...builds) + row["Python, three calls"]!;
  return Number.isFinite(sum) ? sum / row.emitted! : undefined;
}

const LIBRARIES = "libraries for SDEs, one path";
const STEPS = "diagonal network, other kernels";
const STEP = "label-noise step (40, 100)";
const EULER = "Euler–Maruyama in PyTorch";
const FRESH = "derivation in a fresh process, on the clock";
const NET = "diagonal-net, 100 parameters";

const TARGETS: readonly Target[] = [
  {
    what: "ellipse step: TS / C -O2",
    measured: ratio("small steps", "ellipse, limiting SDE", "emitted", "C -O2"),
    bound: { atMost: 1.3 },
  },
  { what: "loops, the worst: TS / C -O2", measured: loops(TS, "C -O2"), bound: { atMost: 1.5 } },
  { what: "loops, the worst: wasm / C -O2", measured: loops(WASM, "C -O2"), bound: { atMost: 1 } },
  { what: "loops, the worst: wasm / C -O3 native", measured: loops(WASM, "C -O3 native"), bound: { atMost: 2 } },
  {
    what: "ellipse step with its normals, side by side, ns",
    measured: nanoseconds("small steps", "ellipse, limiting SDE", "side by side"),
    bound: { atMost: 60 },
  },
  { what: "ensemble on two threads: efficiency", measured: efficiency, bound: { atLeast: 0.85 } },
  {
    what: "label-noise step (40, 100): PyTorch with autograd / TS",
    measured: ratio(STEPS, STEP, "PyTorch, autograd", "simulator"),
    bound: { atLeast: 50 },
  },
  {
    what: "the same: PyTorch with the gradient by hand / wasm",
    measured: ratio(STEPS, `${STEP}, wasm`, "PyTorch, by hand", "simulator"),
    bound: { atLeast: 50 },
  },
  {
    what: "ellipse step, one path: less than torchsde / TS",
    measured: ratio(LIBRARIES, "ellipse, limiting SDE", EULER, "emitted"),
    bound: { atLeast: 500 },
  },
  { what: "ellipse step, one path: less than JiTCSDE / TS", measured: jitcsde, bound: { atLeast: 2 } },
  {
    what: "diagonal net, 100 parameters, after start-up: derived and emitted, s",
    measured: seconds("derivation", NET, "derived, emitted, created"),
    bound: { atMost: 0.3 },
  },
  {
    what: "the same in a fresh process, s",
    measured: seconds(FRESH, NET, "derived, emitted, created"),
    bound: { atMost: 0.3 },
  },
  {
    what: "gen-sde hyperbola.loss.ts, the whole command, s",
    measured: seconds(FRESH, "gen-sde hyperbola.loss.ts", "whole command"),
    bound: { atMost: 1.2 },
  },
];

export interface Verdict {
  readonly target: string;
  readonly wanted: string;
  readonly measured: string;
  readonly verdict: "met" | "missed" | "not measured";
}

export function judge(results: Results, targets: readonly Target[] = TARGETS): readonly Verdict[] {
  return targets.map(({ what, measured, bound }) => {
    const value = measured(results);
    const met = value !== undefined && ("atMost" in bound ? value <= bound.atMost : value >= bound.atLeast);
    return {
      target: what,
      wanted: "atMost" in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`,
      measured: value === undefined ? "" : String(Number(value.toPrecision(3))),
      verdict: value === undefined ? "not measured" : met ? "met" : "missed",
    };
  });
}
