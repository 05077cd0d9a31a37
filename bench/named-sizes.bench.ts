// The models of losses with named sizes: the label-noise drift of the diagonal network at four sizes against C (gcc -O2,
// where gcc is installed), 300,000 steps of label-noise SGD, and the memory that the largest takes.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labelNoiseSgd, simulate } from "gen-sde/runtime";
import { create } from "../generated/diagonal-net.sde.js";
import { create as createSquareNet } from "../generated/square-net.sde.js";
import { processorTime } from "./support/race.js";
import { report } from "./support/report.js";

const SIZES = [
  [20, 50],
  [40, 100],
  [100, 1000],
  [500, 10000],
] as const;

/** G = JJᵀ (lower triangle), its Cholesky factor, and −¼ P∇tr ∇²L, as one would write them down. */
const IN_C = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#include <time.h>
static double *G, *t, *q, *c, *g;
__attribute__((noinline)) static void drift(int n, int d, const double *Z, const double *x, double *out) {
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < d; k++) t[k] = 4 * Z[(long)i * d + k] * (x[k] * x[k] + x[d + k] * x[d + k]);
    for (int j = 0; j <= i; j++) {
      double sum = 0;
      for (int k = 0; k < d; k++) sum += t[k] * Z[(long)j * d + k];
      G[i * n + j] = sum;
    }
  }
  for (int j = 0; j < n; j++) {
    double pivot = G[j * n + j];
    for (int k = 0; k < j; k++) pivot -= G[j * n + k] * G[j * n + k];
    G[j * n + j] = sqrt(pivot);
    for (int i = j + 1; i < n; i++) {
      double sum = G[i * n + j];
      for (int k = 0; k < j; k++) sum -= G[i * n + k] * G[j * n + k];
      G[i * n + j] = sum / G[j * n + j];
    }
  }
  for (int k = 0; k < d; k++) { out[k] = q[k] * x[k]; out[d + k] = q[k] * x[d + k]; }
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int k = 0; k < d; k++) sum += 2 * Z[(long)i * d + k] * (x[d + k] * out[d + k] - x[k] * out[k]);
    for (int j = 0; j < i; j++) sum -= G[i * n + j] * c[j];
    c[i] = sum / G[i * n + i];
  }
  for (int i = n - 1; i >= 0; i--) {
    double sum = c[i];
    for (int j = i + 1; j < n; j++) sum -= G[j * n + i] * c[j];
    c[i] = sum / G[i * n + i];
  }
  for (int k = 0; k < d; k++) g[k] = 0;
  for (int i = 0; i < n; i++) for (int k = 0; k < d; k++) g[k] += 2 * Z[(long)i * d + k] * c[i];
  for (int k = 0; k < d; k++) { out[k] = -0.25 * (out[k] + x[k] * g[k]); out[d + k] = -0.25 * (out[d + k] - x[d + k] * g[k]); }
}
static int ascending(const void *a, const void *b) { double p = *(double *)a, q = *(double *)b; return (p > q) - (p < q); }
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e6 + t.tv_nsec / 1e3; }
static double *numbers(long length, unsigned seed) {
  double *a = malloc(length * sizeof(double));
  for (long i = 0; i < length; i++) { seed = seed * 1664525u + 1013904223u; a[i] = seed / 2147483648.0 - 1; }
  return a;
}
int main(int argc, char **argv) {
  int n = atoi(argv[1]), d = atoi(argv[2]), calls = atoi(argv[3]), runs = atoi(argv[4]);
  double *Z = numbers((long)n * d, 1), *x = numbers(2 * d, 3), *out = malloc(2 * d * sizeof(double)), times[64];
  G = malloc((long)n * n * sizeof(double)); t = malloc(d * sizeof(double)); c = malloc(n * sizeof(double));
  g = malloc(d * sizeof(double)); q = calloc(d, sizeof(double));
  for (int i = 0; i < n; i++) for (int k = 0; k < d; k++) q[k] += 8.0 / n * Z[(long)i * d + k] * Z[(long)i * d + k];
  for (int k = 0; k < runs; k++) {
    double start = now();
    for (int m = 0; m < calls; m++) { drift(n, d, Z, x, out); __asm__ volatile("" ::: "memory"); }
    times[k] = (now() - start) / calls;
  }
  qsort(times, runs, sizeof(double), ascending);
  double size = 0;
  for (int k = 0; k < 2 * d; k++) size += out[k] * out[k];
  printf("%f %.17g", times[runs / 2], sqrt(size));
}
`;

/** Numbers between −1 and 1 from a linear congruence, the same in C. */
function numbers(length: number, seed: number): Float64Array {
  let state = seed;
  return new Float64Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Processor time: the median of so many runs of so many calls; the first runs, as many, warm up. */
function microseconds(calls: number, runs: number, run: () => void): number {
  const times = Array.from({ length: runs > 1 ? 2 * runs : 1 }, () => {
    const start = processorTime();
    for (let c = 0; c < calls; c++) run();
    return (processorTime() - start) / calls;
  });
  return times.slice(-runs).sort((a, b) => a - b)[runs >> 1]!;
}

function compileC(folder: string): string | undefined {
  if (spawnSync("gcc", ["--version"]).status !== 0) return undefined;
  const [source, program] = [join(folder, "drift.c"), join(folder, "drift")];
  writeFileSync(source, IN_C);
  execFileSync("gcc", ["-O2", "-o", program, source, "-lm"]);
  return program;
}

const megabytes = (): string => (process.resourceUsage().maxRSS / 1024).toFixed(0);

function drifts(program: string | undefined): void {
  const rows = SIZES.map(([n, d]): [string, Record<string, number>] => {
    const [x, out] = [numbers(2 * d, 3), new Float64Array(2 * d)];
    const model = create({ Z: { values: numbers(n * d, 1), shape: [n, d] }, y: numbers(n, 2) });
    const { labelNoise } = model.noises;
    const calls = Math.max(1, Math.round(1e7 / (n * n * d)));
    const runs = n < 500 ? 21 : 1;
    // Another x in each call: the frame would know the last one.
    const own = microseconds(calls, runs, () => {
      x[0] = -x[0]!;
      labelNoise.drift(x, out);
    });
    labelNoise.drift(numbers(2 * d, 3), out);
    const [c = NaN, size = NaN] = program
      ? execFileSync(program, [n, d, calls, runs].map(String), { encoding: "utf8" }).split(" ").map(Number)
      : [];
    if (program && Math.abs(Math.hypot(...out) / size - 1) > 1e-9) throw new Error("the two drifts differ");
    return [`(${n}, ${d})`, { emitted: own * 1e3, ...(program && { "by hand, C -O2": c * 1e3 }) }];
  });
  report("diagonal network, label-noise drift", "drift", Object.fromEntries(rows));
  console.log(`largest memory of this process so far: ${megabytes()} MB`);
}

/** The published setting: v⊙v, d = 100, n = 40, ±δ on the labels. */
function steps(): void {
  const [n, d, count] = [40, 100, 300_000];
  const Z = numbers(n * d, 4).map(Math.sign);
  const w = Float64Array.from({ length: d }, (_, j) => Number(j < 5));
  const y = Float64Array.from({ length: n }, (_, i) => w.reduce((sum, wj, j) => sum + Z[i * d + j]! * wj, 0));
  const model = createSquareNet({ Z: { values: Z, shape: [n, d] }, y });
  const process = labelNoiseSgd(model, { delta: 1, learningRate: (k) => (3 * k < 2 * count ? 1e-3 : 1e-4), seed: 1 });
  const start = processorTime();
  const states = simulate(process, { start: new Float64Array(d).fill(1), steps: count, every: count });
  const end = [...states].at(-1)!.x;
  const seconds = (processorTime() - start) / 1e6;
  const distance = Math.hypot(...w.map((wj, j) => end[j]! ** 2 - wj));
  console.log(
    `${count} label-noise steps, d = ${d}, n = ${n}: ${seconds.toFixed(2)} s; |v² − w*| = ${distance.toFixed(3)}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
try {
  steps();
  drifts(compileC(folder));
} finally {
  rmSync(folder, { recursive: true });
}
