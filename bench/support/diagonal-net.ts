/** The two-layer diagonal network as one would write it oneself: gradient and label-noise step in JavaScript, C, NumPy, PyTorch. */
import { inC } from "./c.js";
import { inPython } from "./python.js";

type Kernel = (x: Float64Array, out: Float64Array) => void;

export function byHand(n: number, d: number, Z: Float64Array, y: Float64Array): Kernel {
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

/** Of the mean over all samples. */
export const gradientInC = inC(
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
  if (calls == 0) {
    gradient(n, d, Z, y, x, out);
    return printNumbers(out, 2 * d);
  }
  double start = now();
  for (int c = 0; c < calls; c++) { gradient(n, d, Z, y, x, out); __asm__ volatile("" ::: "memory"); }
  printf("%f", (now() - start) / calls);
}
`,
);

const DATA = `
n, d = args
Z, y, x = at(n * d, 1).reshape(n, d), at(n, 2), at(2 * d, 3)
`;
const TENSORS = `${DATA}
Z, y, x = map(torch.tensor, (Z, y, x))
`;

export const gradientInNumpy = inPython(
  "NumPy",
  ["numpy"],
  `${DATA}
def gradient():
    u, v = x[:d], x[d:]
    g = (2 / n) * (Z.T @ (Z @ (u * u - v * v) - y))
    return numpy.concatenate([u * g, -v * g])
measure(gradient, gradient)
`,
);
/** The gradient as PyTorch derives it. */
export const gradientByAutograd = inPython(
  "PyTorch, autograd",
  ["torch", "numpy"],
  `${TENSORS}
x.requires_grad_()
def gradient():
    loss = ((Z @ (x[:d] ** 2 - x[d:] ** 2) - y) ** 2).mean() / 2
    return torch.autograd.grad(loss, x)[0]
measure(gradient, gradient)
`,
);
/** The gradient as its formula. */
export const gradientInTorch = inPython(
  "PyTorch, by hand",
  ["torch", "numpy"],
  `${TENSORS}
@torch.inference_mode()
def gradient():
    u, v = x[:d], x[d:]
    g = (2 / n) * (Z.T @ (Z @ (u * u - v * v) - y))
    return torch.cat([u * g, -v * g])
measure(gradient, gradient)
`,
);

// A step of label-noise SGD: one sample, and a sign for the noise 0.5 of its label. The mean of its direction over both
// signs and all samples is the gradient, by which the steps are checked.
const MEAN = `lambda: sum(direction(i, sign) for i in range(n) for sign in (-1, 1)) / (2 * n)`;

export const stepInNumpy = inPython(
  "NumPy",
  ["numpy"],
  `${DATA}
rng = numpy.random.default_rng(1)
u, v = x[:d].copy(), x[d:].copy()
def residual(i, sign): return Z[i] @ (u * u - v * v) - y[i] - 0.5 * sign
def direction(i, sign):
    g = 2 * residual(i, sign) * Z[i]
    return numpy.concatenate([u * g, -v * g])
def step():
    i = rng.integers(n)
    g = (2e-9 * residual(i, 2 * rng.integers(2) - 1)) * Z[i]
    u.__isub__(u * g)
    v.__iadd__(v * g)
measure(step, ${MEAN})
`,
);
export const stepByAutograd = inPython(
  "PyTorch, autograd",
  ["torch", "numpy"],
  `${TENSORS}
x.requires_grad_()
def direction(i, sign):
    r = Z[i] @ (x[:d] ** 2 - x[d:] ** 2) - y[i] - 0.5 * sign
    return torch.autograd.grad(r * r / 2, x)[0]
def step():
    g = direction(torch.randint(n, ()), 2 * torch.randint(2, ()) - 1)
    with torch.no_grad(): x.sub_(1e-9 * g)
measure(step, ${MEAN})
`,
);
/** With the cheapest random numbers that Python has. */
export const stepInTorch = inPython(
  "PyTorch, by hand",
  ["torch", "numpy", "random"],
  `${TENSORS}
torch.set_grad_enabled(False)
u, v = x[:d].clone(), x[d:].clone()
draw = random.random
def residual(i, sign): return torch.dot(Z[i], u * u - v * v) - y[i] - 0.5 * sign
def direction(i, sign):
    g = 2 * residual(i, sign) * Z[i]
    return torch.cat([u * g, -v * g])
def step():
    i = int(n * draw())
    g = Z[i] * (2e-9 * residual(i, 1 if draw() < 0.5 else -1))
    u.addcmul_(u, g, value=-1)
    v.addcmul_(v, g)
measure(step, ${MEAN})
`,
);
