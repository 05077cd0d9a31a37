// The two-layer diagonal network at four sizes: gradient, ∇tr∇²L, one step of label-noise SGD and the limiting drift as
// the emitted simulator runs them by default (loops in TypeScript); the gradient kernel in WebAssembly too;
// and the loops that one would write by hand in JavaScript, C and NumPy.
import { execFileSync } from "node:child_process";
import { labelNoiseSgd } from "gen-sde/runtime";
import { create } from "../generated/diagonal-net.sde.js";
import { compileLoops } from "./support/loop-kernels.js";
import { inC, inPython, numbers } from "./support/programs.js";
import { here, race } from "./support/race.js";
import { report, type Times } from "./support/report.js";

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

const gradientInC = inC(
  "gradient",
  String.raw`
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
int main(int argc, char **argv) {
  int n = atoi(argv[1]), d = atoi(argv[2]), calls = atoi(argv[3]);
  double *Z = numbers((long)n * d, 1), *y = numbers(n, 2), *x = numbers(2 * d, 3), *out = malloc(2 * d * sizeof(double));
  w = malloc(d * sizeof(double)); g = malloc(d * sizeof(double));
  double start = now();
  for (int c = 0; c < calls; c++) { gradient(n, d, Z, y, x, out); __asm__ volatile("" ::: "memory"); }
  printf("%f", (now() - start) / calls);
}
`,
);

const PYTHON_DATA = `
n, d = args
at = lambda length, seed: np.sin(0.7310585 * np.arange(1.0, length + 1) ** 2 + seed)
np = numpy
Z, y, x = at(n * d, 1).reshape(n, d), at(n, 2), at(2 * d, 3)
`;
const gradientInNumpy = inPython(
  "NumPy",
  ["numpy"],
  `${PYTHON_DATA}
def gradient():
    u, v = x[:d], x[d:]
    g = (2 / n) * (Z.T @ (Z @ (u * u - v * v) - y))
    return np.concatenate([u * g, -v * g])
measure(gradient)
`,
);
/** One sample and one sign a step, the label of the sample perturbed. */
const stepInNumpy = inPython(
  "NumPy",
  ["numpy"],
  `${PYTHON_DATA}
rng = np.random.default_rng(1)
u, v = x[:d].copy(), x[d:].copy()
def step():
    i = rng.integers(n)
    row = Z[i]
    g = (2e-9 * (row @ (u * u - v * v) - y[i] - 0.5 * (2 * rng.integers(2) - 1))) * row
    u.__isub__(u * g)
    v.__iadd__(v * g)
measure(step)
`,
);
const stepInTorch = inPython(
  "PyTorch",
  ["torch", "numpy"],
  `${PYTHON_DATA}
Z, y, x = torch.tensor(Z), torch.tensor(y), torch.tensor(x, requires_grad=True)
def step():
    i = torch.randint(n, ())
    r = Z[i] @ (x[:d] ** 2 - x[d:] ** 2) - y[i] - 0.5 * (2 * torch.randint(2, ()) - 1)
    (g,) = torch.autograd.grad(r * r / 2, x)
    with torch.no_grad(): x.sub_(1e-9 * g)
measure(step)
`,
);

/** One size in this process: what is compiled for several serves each of them worse. */
function run([n, d]: (typeof SIZES)[number]): { gradients: Times; others: Times } {
  const others: Record<string, Times[string]> = {};
  const [Z, y, x, out] = [numbers(n * d, 1), numbers(n, 2), numbers(2 * d, 3), new Float64Array(2 * d)];
  const simulator = create({ Z: { values: Z, shape: [n, d] }, y: { values: y, shape: [n] } });
  const { plain, simd } = compileLoops(LOSS, ["gradient"], { n, d }, { Z, y });
  const hand = byHand(n, d, Z, y);
  const size = `(${n}, ${d})`;
  const gradients = race(Math.max(1, Math.round(4e6 / (n * d))), {
    simulator: here(() => {
      simulator.gradient(x, out);
    }),
    "TS kernel": here(() => {
      plain.gradient(x, out);
    }),
    "wasm kernel": here(() => {
      simd.gradient(x, out);
    }),
    "by hand, JS": here(() => {
      hand(x, out);
    }),
    ...gradientInC(n, d),
    ...gradientInNumpy(n, d),
  });
  const steps = labelNoiseSgd(simulator, { learningRate: 1e-9, seed: 1, delta: 0.5 });
  const state = x.slice();
  let k = 0;
  others[`label-noise step ${size}`] = race(Math.max(1, Math.round(4e6 / d)), {
    simulator: here(() => {
      steps.step(state, 0, k++);
    }),
    ...stepInNumpy(n, d),
    ...stepInTorch(n, d),
  });
  others[`∇tr∇²L ${size}`] = race(Math.round(1e6 / d), {
    simulator: here(() => {
      simulator.kernels.hessianTraceGradient(x, out);
    }),
  });
  if (n < 500)
    others[`label-noise drift ${size}`] = race(Math.max(1, Math.round(1e5 / (n * n))), {
      simulator: here(() => {
        x[0] = x[0]! + 1e-12; // a new point: what is kept of the last one does not count
        simulator.noises.labelNoise.drift(x, out);
      }),
    });
  return { gradients: { [`gradient ${size}`]: gradients }, others };
}

const [, file, only] = process.argv;
if (only === undefined) {
  const apart = SIZES.map((_, i) => {
    const text = execFileSync(process.execPath, [file!, String(i)], { encoding: "utf8" });
    return JSON.parse(text) as ReturnType<typeof run>;
  });
  report(
    "diagonal network, gradient",
    "gradient",
    Object.assign({}, ...apart.map(({ gradients }) => gradients)) as Times,
  );
  report("diagonal network, other kernels", "call", Object.assign({}, ...apart.map(({ others }) => others)) as Times);
} else {
  console.log(JSON.stringify(run(SIZES[Number(only)]!)));
}
