// Single kernels: the gradient of the ellipse valley against the compiled formulas of nerdamer and mathjs; gradient and
// Hessian–vector product of a tanh network (16 inputs, 64 units, 50 samples) and the gradient of a masked 60 × 60
// factorization of rank 8, emitted as TypeScript and as WebAssembly, against the same loops by hand in JavaScript and in C.
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { derivative } from "mathjs";
import { create as createEllipse } from "../generated/ellipse.sde.js";
import { compileLoops } from "./support/loop-kernels.js";
import { inC, numbers } from "./support/programs.js";
import { here, race, sink } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const IMPORTS = `import { type Matrix, type Vector, dot, mean, sum } from "gen-sde";\n`;

/** A kernel by hand: C that is JavaScript too, once its types are taken away. `size`: D; `scratch`: doubles in t. */
interface Case {
  readonly name: string;
  readonly loss: string;
  readonly kernel: "gradient" | "hessianVector";
  readonly sizes: Readonly<Record<string, number>>;
  readonly data: Readonly<Record<string, number>>;
  readonly size: number;
  readonly scratch: number;
  readonly loops: string;
}

const [d, h, n] = [16, 64, 50];
const tanhNet = {
  loss: `${IMPORTS}export const loss = (
    { W, b, w }: { W: Matrix<"h", "d">; b: Vector<"h">; w: Vector<"h"> },
    { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
  ) => mean(y, (yi, i) => (sum(w, (wk, k) => wk * Math.tanh(dot(W[k]!, X[i]!) + b[k]!)) - yi) ** 2) / 2;`,
  sizes: { d, h, n },
  data: { X: n * d, y: n },
  size: h * d + 2 * h,
};
const [rows, columns, rank] = [60, 60, 8];

const CASES: readonly Case[] = [
  {
    ...tanhNet,
    name: "tanh net 16 × 64 × 50, gradient",
    kernel: "gradient",
    scratch: h,
    loops: `
  for (int a = 0; a < h * d + 2 * h; a++) out[a] = 0;
  for (int i = 0; i < n; i++) {
    double f = -y[i];
    for (int k = 0; k < h; k++) {
      double a = x[h * d + k];
      for (int j = 0; j < d; j++) a += x[k * d + j] * X[i * d + j];
      t[k] = tanh(a);
      f += x[h * d + h + k] * t[k];
    }
    double r = f / n;
    for (int k = 0; k < h; k++) {
      double g = r * x[h * d + h + k] * (1 - t[k] * t[k]);
      out[h * d + h + k] += r * t[k];
      out[h * d + k] += g;
      for (int j = 0; j < d; j++) out[k * d + j] += g * X[i * d + j];
    }
  }`,
  },
  {
    ...tanhNet,
    name: "tanh net 16 × 64 × 50, ∇²L v",
    kernel: "hessianVector",
    scratch: 2 * h,
    loops: `
  for (int a = 0; a < h * d + 2 * h; a++) out[a] = 0;
  for (int i = 0; i < n; i++) {
    double f = -y[i];
    double df = 0;
    for (int k = 0; k < h; k++) {
      double a = x[h * d + k];
      double da = v[h * d + k];
      for (int j = 0; j < d; j++) a += x[k * d + j] * X[i * d + j];
      for (int j = 0; j < d; j++) da += v[k * d + j] * X[i * d + j];
      t[k] = tanh(a);
      t[h + k] = (1 - t[k] * t[k]) * da;
      f += x[h * d + h + k] * t[k];
      df += v[h * d + h + k] * t[k] + x[h * d + h + k] * t[h + k];
    }
    double r = f / n;
    double dr = df / n;
    for (int k = 0; k < h; k++) {
      double s = 1 - t[k] * t[k];
      double w = x[h * d + h + k];
      double g = (dr * w + r * v[h * d + h + k]) * s - 2 * r * w * t[k] * t[h + k];
      out[h * d + h + k] += dr * t[k] + r * t[h + k];
      out[h * d + k] += g;
      for (int j = 0; j < d; j++) out[k * d + j] += g * X[i * d + j];
    }
  }`,
  },
  {
    name: "factorization 60 × 60, rank 8, gradient",
    loss: `${IMPORTS}export const loss = (
    { U, V }: { U: Matrix<"m", "k">; V: Matrix<"n", "k"> },
    { X, y }: { X: Matrix<"m", "n">; y: Matrix<"m", "n"> },
  ) => sum(U, (Ua, a) => sum(V, (Vb, b) => X[a]![b]! * (dot(Ua, Vb) - y[a]![b]!) ** 2)) / 2;`,
    kernel: "gradient",
    sizes: { m: rows, n: columns, k: rank },
    data: { X: rows * columns, y: rows * columns },
    size: (rows + columns) * rank,
    scratch: 1,
    loops: `
  for (int a = 0; a < (m + n) * k; a++) out[a] = 0;
  for (int a = 0; a < m; a++) {
    for (int b = 0; b < n; b++) {
      double r = -y[a * n + b];
      for (int l = 0; l < k; l++) r += x[a * k + l] * x[(m + b) * k + l];
      r *= X[a * n + b];
      for (int l = 0; l < k; l++) out[a * k + l] += r * x[(m + b) * k + l];
      for (int l = 0; l < k; l++) out[(m + b) * k + l] += r * x[a * k + l];
    }
  }`,
  },
];

const programOf = ({ sizes, data, size, scratch, loops }: Case): string => String.raw`
enum { ${Object.entries(sizes)
  .map(([name, value]) => `${name} = ${value}`)
  .join(", ")} };
__attribute__((noinline)) static void kernel(const double *X, const double *y, const double *x, const double *v, double *t, double *out) {${loops}
}
int main(int argc, char **argv) {
  int calls = atoi(argv[1]);
  double *X = numbers(${data.X!}, 1), *y = numbers(${data.y!}, 2), *x = numbers(${size}, 3), *v = numbers(${size}, 4);
  double *t = malloc(${scratch} * sizeof(double)), *out = malloc(${size} * sizeof(double));
  double start = now();
  for (int c = 0; c < calls; c++) { kernel(X, y, x, v, t, out); __asm__ volatile("" ::: "memory"); }
  printf("%f", (now() - start) / calls);
}
`;

/** The loops as JavaScript. */
function byHand({ sizes, scratch, loops }: Case, X: Float64Array, y: Float64Array) {
  const text = loops.replaceAll(/\b(int|double)\b/g, "let");
  const names = Object.keys(sizes);
  const make = compileFunction(`return (x, v, out) => {${text}\n};`, ["X", "y", "t", "tanh", ...names]) as (
    ...args: unknown[]
  ) => (x: Float64Array, v: Float64Array, out: Float64Array) => void;
  return make(X, y, new Float64Array(scratch), Math.tanh, ...Object.values(sizes));
}

function agree(name: string, found: Float64Array, expected: Float64Array): void {
  const scale = Math.max(...expected.map(Math.abs));
  if (!found.every((value, a) => Math.abs(value - expected[a]!) < 1e-12 * scale))
    throw new Error(`${name} differs from the loops by hand`);
}

const times: Record<string, Times[string]> = {};

const ellipse = createEllipse({ a: 2, b: 1 });
const [point, slope] = [Float64Array.of(1.3, 0.7), new Float64Array(2)];
const FORMULA = "((x/2)^2 + y^2 - 1)^2/2";

type Compiled = (x: number, y: number) => number;
const nerdamer = createRequire(import.meta.url)("nerdamer/all.js") as (text: string) => {
  buildFunction(names: readonly string[]): Compiled;
};
const [nerdamerX, nerdamerY] = ["x", "y"].map((by) =>
  nerdamer(`diff(${FORMULA}, ${by})`).buildFunction(["x", "y"]),
) as [Compiled, Compiled];

const scope = { x: 0, y: 0 };
const [mathjsX, mathjsY] = ["x", "y"].map((by) => {
  const compiled = derivative(FORMULA, by).compile();
  return (x: number, y: number) => {
    scope.x = x;
    scope.y = y;
    return compiled.evaluate(scope) as number;
  };
}) as [Compiled, Compiled];

ellipse.gradient(point, slope);
agree("nerdamer", slope, Float64Array.of(nerdamerX(1.3, 0.7), nerdamerY(1.3, 0.7)));
agree("mathjs", slope, Float64Array.of(mathjsX(1.3, 0.7), mathjsY(1.3, 0.7)));
times["ellipse, gradient"] = race(100_000, {
  "emitted TS": here(() => {
    ellipse.gradient(point, slope);
  }),
  "nerdamer's buildFunction": here(() => {
    sink.value += nerdamerX(point[0]!, point[1]!) + nerdamerY(point[0]!, point[1]!);
  }),
  "mathjs, compiled": here(() => {
    sink.value += mathjsX(point[0]!, point[1]!) + mathjsY(point[0]!, point[1]!);
  }),
});

for (const each of CASES) {
  const { name, kernel, size } = each;
  const data = { X: numbers(each.data.X!, 1), y: numbers(each.data.y!, 2) };
  const [x, v, out, expected] = [numbers(size, 3), numbers(size, 4), new Float64Array(size), new Float64Array(size)];
  const { plain, simd } = compileLoops(each.loss, [kernel], each.sizes, data);
  const hand = byHand(each, data.X, data.y);
  const inputs = kernel === "gradient" ? [x] : [x, v];
  hand(x, v, expected);
  for (const [title, kernels] of Object.entries({ TypeScript: plain, WebAssembly: simd })) {
    kernels[kernel](...inputs, out);
    agree(`${name} in ${title}`, out, expected);
  }
  times[name] = race(100, {
    "emitted TS": here(() => void plain[kernel](...inputs, out)),
    "emitted wasm": here(() => void simd[kernel](...inputs, out)),
    "by hand, JS": here(() => {
      hand(x, v, out);
    }),
    ...inC(kernel + String(size), programOf(each))(),
  });
}
report("kernels", "call", times);
