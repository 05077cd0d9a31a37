/** Losses with kernels of some size, each kernel also as loops by hand and as the loss in PyTorch. */
const IMPORTS = `import { type Matrix, type Vector, dot, mean, sum } from "gen-sde";\n`;

/** `size`: D; `scratch`: doubles in t; `torch`: the loss of (x) in PyTorch, for data and sizes by their names. */
export interface Case {
  readonly name: string;
  readonly loss: string;
  readonly kernel: "gradient" | "hessianVector";
  readonly sizes: Readonly<Record<string, number>>;
  readonly data: Readonly<Record<string, number>>;
  readonly size: number;
  readonly scratch: number;
  /** The kernel by hand: C that is JavaScript too, once its types are taken away. */
  readonly loops: string;
  readonly torch: string;
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
  torch: `
X = X.view(n, d)
def loss(x):
    W, b, w = x[:h * d].view(h, d), x[h * d:h * d + h], x[h * d + h:]
    return ((torch.tanh(X @ W.T + b) @ w - y) ** 2).mean() / 2`,
};
const [rows, columns, rank] = [60, 60, 8];

export const CASES: readonly Case[] = [
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
    torch: `
X, y = X.view(m, n), y.view(m, n)
def loss(x):
    U, V = x[:m * k].view(m, k), x[m * k:].view(n, k)
    return (X * (U @ V.T - y) ** 2).sum() / 2`,
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
