// Gradients of the two-layer diagonal network at four sizes: the kernels emitted in TypeScript and in WebAssembly, the
// loops one would write by hand in JavaScript, and the same in C at -O2 and at -O3 -march=native (where gcc is
// installed). All in turns, round after round; medians in microseconds per call.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { deriveLoops, lowerLoops, writeSimdModule, writeTypeScript, writeWasm } from "../src/loops/index.js";
import { readLoss, tensors } from "../src/read/index.js";
import * as runtime from "../src/runtime/index.js";

const SIZES = [
  [20, 50],
  [40, 100],
  [100, 1000],
  [500, 10000],
] as const;
const ROUNDS = 15;

const LOSS = `import { type Matrix, type Vector, mean, sum } from "gen-sde";
export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
  mean(y, (yi, i) => (sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2)) - yi) ** 2) / 2;`;

type Kernel = (x: Float64Array, out: Float64Array) => void;

/** The gradient in TypeScript and in WebAssembly, compiled anew for each size, as in a program with one simulator. */
function emitted(sizes: Record<string, number>, data: Record<string, Float64Array>): { plain: Kernel; simd: Kernel } {
  const model = readLoss("/bench/diagonal-net.loss.ts", LOSS);
  const problem = {
    parameters: tensors(model.parameters),
    data: model.data ? tensors(model.data) : [],
    loss: model.loss,
  };
  const program = lowerLoops(deriveLoops(problem, ["gradient"]));
  const text = writeTypeScript(program);
  const wasm = writeWasm(program, () => true);
  const code = JSON.stringify(Buffer.from(wasm.bytes).toString("base64"));
  const simd = `runtime.withSimd({ gradient }, ${writeSimdModule(wasm, text, code, -Infinity)}).gradient`;
  const { outputText } = ts.transpileModule(`${text.lines.join("\n")}\nconst simd = ${simd};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const known = ["runtime", ...text.sizes.values(), ...text.data.values()];
  const values = [
    runtime,
    ...[...text.sizes.keys()].map((n) => sizes[n]),
    ...[...text.data.keys()].map((n) => data[n]),
  ];
  const make = compileFunction(`${outputText}\nreturn { plain: gradient, simd };`, known);
  return (make as (...args: unknown[]) => ReturnType<typeof emitted>)(...values);
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
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e6 + t.tv_nsec / 1e3; }
static double *numbers(long length, double seed) {
  double *a = malloc(length * sizeof(double));
  for (long i = 0; i < length; i++) a[i] = sin(12.9898 * (i + 1) + 78.233 * seed);
  return a;
}
/* Each line that is read is answered by microseconds per call. */
int main(int argc, char **argv) {
  int n = atoi(argv[1]), d = atoi(argv[2]), calls = atoi(argv[3]), rounds = atoi(argv[4]);
  double *Z = numbers((long)n * d, 1), *y = numbers(n, 2), *x = numbers(2 * d, 3), *out = malloc(2 * d * sizeof(double));
  w = malloc(d * sizeof(double)); g = malloc(d * sizeof(double));
  for (int k = 0; k < rounds; k++) {
    double start = now();
    for (int c = 0; c < calls; c++) { gradient(n, d, Z, y, x, out); __asm__ volatile("" ::: "memory"); }
    printf("%f\n", (now() - start) / calls);
  }
}
`;
const FLAGS = { "C -O2": ["-O2"], "C -O3 native": ["-O3", "-march=native"] } as const;

const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function microseconds(calls: number, run: () => void): number {
  const start = performance.now();
  for (let c = 0; c < calls; c++) run();
  return ((performance.now() - start) * 1e3) / calls;
}

function compileC(folder: string): readonly (readonly [name: string, program: string])[] {
  if (spawnSync("gcc", ["--version"]).status !== 0) {
    console.log("no gcc: C is left out");
    return [];
  }
  const source = join(folder, "gradient.c");
  writeFileSync(source, IN_C);
  return Object.entries(FLAGS).map(([name, flags], i) => {
    const program = join(folder, `gradient${String(i)}`);
    execFileSync("gcc", [...flags, "-o", program, source, "-lm"]);
    return [name, program];
  });
}

const folder = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
try {
  const programs = compileC(folder);
  const rows = SIZES.map(([n, d]) => {
    const [Z, y, x, out] = [numbers(n * d, 1), numbers(n, 2), numbers(2 * d, 3), new Float64Array(2 * d)];
    const calls = Math.max(1, Math.round(4e6 / (n * d)));
    const { plain, simd } = emitted({ n, d }, { Z, y });
    const hand = byHand(n, d, Z, y);
    const contestants: Record<string, () => number> = {
      TypeScript: () => microseconds(calls, () => plain(x, out)),
      WebAssembly: () => microseconds(calls, () => simd(x, out)),
      "JS by hand": () => microseconds(calls, () => hand(x, out)),
      ...Object.fromEntries(
        programs.map(([name, program]) => [
          name,
          () => {
            const args = [n, d, calls, 3].map(String);
            return median(execFileSync(program, args, { encoding: "utf8" }).trim().split("\n").map(Number));
          },
        ]),
      ),
    };
    const times: Record<string, number[]> = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
    for (let round = 0; round < 2 * ROUNDS; round++)
      for (const [name, run] of Object.entries(contestants)) {
        const time = run();
        if (round >= ROUNDS) times[name]!.push(time);
      }
    const typical = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
    const ratio = (a: string, b: string): string => (typical[a]! / typical[b]!).toFixed(2);
    return {
      n,
      d,
      ...Object.fromEntries(Object.entries(typical).map(([name, time]) => [name, time.toFixed(2)])),
      "TS / C -O2": ratio("TypeScript", "C -O2"),
      "wasm / C -O2": ratio("WebAssembly", "C -O2"),
      "wasm / C -O3": ratio("WebAssembly", "C -O3 native"),
    };
  });
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}
