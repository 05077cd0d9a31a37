// The loop kernels of the two-layer diagonal network at four sizes, against the loops one would write by hand in
// JavaScript and in C (gcc -O2, where gcc is installed). Median microseconds per call.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { deriveLoops, lowerLoops, writeTypeScript } from "../src/loops/index.js";
import { readLoss, tensors } from "../src/read/index.js";

const SIZES = [
  [20, 50],
  [40, 100],
  [100, 1000],
  [500, 10000],
] as const;

const LOSS = `import { type Matrix, type Vector, mean, sum } from "gen-sde";
export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
  mean(y, (yi, i) => (sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2)) - yi) ** 2) / 2;`;

type Kernel = (x: Float64Array, out: Float64Array) => void;
interface Kernels {
  readonly gradient: Kernel;
  readonly hessianTraceGradient: Kernel;
}

/** Compiled anew for each size, as in a program that makes one simulator. */
function emitted(sizes: Record<string, number>, data: Record<string, Float64Array>): Kernels {
  const model = readLoss("/bench/diagonal-net.loss.ts", LOSS);
  const problem = {
    parameters: tensors(model.parameters),
    data: model.data ? tensors(model.data) : [],
    loss: model.loss,
  };
  const text = writeTypeScript(lowerLoops(deriveLoops(problem, ["gradient", "hessianTraceGradient"])));
  const { outputText } = ts.transpileModule(text.lines.join("\n"), {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const known = [...text.sizes.values(), ...text.data.values()];
  const values = [...[...text.sizes.keys()].map((n) => sizes[n]), ...[...text.data.keys()].map((n) => data[n])];
  const make = compileFunction(`${outputText}\nreturn { gradient, hessianTraceGradient };`, known);
  return (make as (...args: unknown[]) => Kernels)(...values);
}

function byHand(n: number, d: number, Z: Float64Array, y: Float64Array): Kernel {
  const [w, g] = [new Float64Array(d), new Float64Array(d)];
  return (x, out) => {
    for (let j = 0; j < d; j++) w[j] = x[j]! * x[j]! - x[d + j]! * x[d + j]!;
    g.fill(0);
    for (let i = 0; i < n; i++) {
      let r = -y[i]!;
      for (let j = 0; j < d; j++) r += Z[i * d + j]! * w[j]!;
      for (let j = 0; j < d; j++) g[j] = g[j]! + r * Z[i * d + j]!;
    }
    for (let j = 0; j < d; j++) {
      out[j] = (2 / n) * x[j]! * g[j]!;
      out[d + j] = (-2 / n) * x[d + j]! * g[j]!;
    }
  };
}

const IN_C = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <time.h>
static double *w, *g;
__attribute__((noinline)) static void gradient(int n, int d, const double *Z, const double *y, const double *x, double *out) {
  for (int j = 0; j < d; j++) w[j] = x[j] * x[j] - x[d + j] * x[d + j];
  memset(g, 0, d * sizeof(double));
  for (int i = 0; i < n; i++) {
    double r = -y[i];
    for (int j = 0; j < d; j++) r += Z[(long)i * d + j] * w[j];
    for (int j = 0; j < d; j++) g[j] += r * Z[(long)i * d + j];
  }
  for (int j = 0; j < d; j++) { out[j] = 2.0 / n * x[j] * g[j]; out[d + j] = -2.0 / n * x[d + j] * g[j]; }
}
static int ascending(const void *a, const void *b) { double p = *(double *)a, q = *(double *)b; return (p > q) - (p < q); }
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e6 + t.tv_nsec / 1e3; }
static double *numbers(long length, double seed) {
  double *a = malloc(length * sizeof(double));
  for (long i = 0; i < length; i++) a[i] = sin(12.9898 * (i + 1) + 78.233 * seed);
  return a;
}
int main(int argc, char **argv) {
  int n = atoi(argv[1]), d = atoi(argv[2]), calls = atoi(argv[3]);
  double *Z = numbers((long)n * d, 1), *y = numbers(n, 2), *x = numbers(2 * d, 3), *out = malloc(2 * d * sizeof(double));
  w = malloc(d * sizeof(double)); g = malloc(d * sizeof(double));
  double times[41];
  for (int k = 0; k < 41; k++) {
    double start = now();
    for (int c = 0; c < calls; c++) { gradient(n, d, Z, y, x, out); __asm__ volatile("" ::: "memory"); }
    times[k] = (now() - start) / calls;
  }
  qsort(times, 41, sizeof(double), ascending);
  printf("%f", times[20]);
}
`;

const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));

/** The median of 41 runs of so many calls, after as many to warm up. */
function microseconds(calls: number, run: () => void): number {
  const times = Array.from({ length: 82 }, () => {
    const start = performance.now();
    for (let c = 0; c < calls; c++) run();
    return ((performance.now() - start) * 1e3) / calls;
  });
  return times.slice(41).sort((a, b) => a - b)[20]!;
}

function compileC(folder: string): string | undefined {
  if (spawnSync("gcc", ["--version"]).status !== 0) return undefined;
  const [source, program] = [join(folder, "gradient.c"), join(folder, "gradient")];
  writeFileSync(source, IN_C);
  execFileSync("gcc", ["-O2", "-o", program, source, "-lm"]);
  return program;
}

const folder = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
try {
  const program = compileC(folder);
  const rows = SIZES.map(([n, d]) => {
    const [Z, y, x, out] = [numbers(n * d, 1), numbers(n, 2), numbers(2 * d, 3), new Float64Array(2 * d)];
    const calls = Math.max(1, Math.round(2e6 / (n * d)));
    const kernels = emitted({ n, d }, { Z, y });
    const hand = byHand(n, d, Z, y);
    const gradient = microseconds(calls, () => kernels.gradient(x, out));
    const js = microseconds(calls, () => hand(x, out));
    const c = program ? Number(execFileSync(program, [n, d, calls].map(String), { encoding: "utf8" })) : NaN;
    const trace = microseconds(calls * 10, () => kernels.hessianTraceGradient(x, out));
    return {
      n,
      d,
      "gradient µs": gradient.toFixed(2),
      "by hand, JS": js.toFixed(2),
      "by hand, C -O2": c.toFixed(2),
      "gradient / C": (gradient / c).toFixed(2),
      "∇tr∇²L ns per parameter": ((trace * 1e3) / (2 * d)).toFixed(2),
    };
  });
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}
