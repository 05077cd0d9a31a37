/** The limiting SDE of the ellipse x²/4 + y² = 1 for Σ = I as one would write it in Python, dt = 1e-4. */
import { inPython } from "./python.js";

export const START = [2 * Math.cos(0.7), Math.sin(0.7)] as const;
export const DT = 1e-4;

/**
 * x ← Retr(x + √dt P ξ + dt b) in arrays of NumPy or PyTorch, an entry for each path, with the two Newton steps that this dt
 * needs. The result that is checked is one step from START by ξ = (1, −½).
 */
const steps = (normals: string, full: string): string => `
P, dt = args[0], ${DT}
def move(x, y, xi, eta):
    q, p = x * x / 16, y * y
    g = 1 / (q + p)
    along = (xi * x / 4 + eta * y) * g
    t = g * (q / 4 + p) + (g * q - 1) / 4 + (g * p - 1)
    x, y = (x + dt ** 0.5 * (xi - x / 4 * along) - dt / 2 * x * g * (1 / 16 - t / 4),
            y + dt ** 0.5 * (eta - y * along) - dt / 2 * y * g * (1 - t))
    for _ in range(2):
        r = (x * x / 4 + y * y - 1) / (x * x / 16 + y * y)
        x, y = x - x * r / 8, y - y * r / 2
    return x, y
x, y = ${START.map((value) => `${full}((P,), ${value})`).join(", ")}
def step():
    global x, y
    x, y = move(x, y, ${normals}, ${normals})
measure(step, lambda: [value[0] for value in move(x, y, 1, -0.5)])
`;

export const stepsInNumpy = inPython(
  "NumPy",
  ["numpy"],
  `rng = numpy.random.default_rng(1)
${steps("rng.standard_normal(P)", "numpy.full")}`,
);
export const stepsInTorch = inPython(
  "PyTorch",
  ["torch"],
  `torch.set_grad_enabled(False)
${steps("torch.randn(P)", "torch.full")}`,
);

/**
 * A part of what a step of torchsde's Euler does: times that are tensors, a generator seeded anew, one torch.randn, drift and
 * diffusion, the update. Left out: its Brownian tree with the seeds and the bridge of each interval. P = ττᵀ on a curve, so one
 * channel of noise is enough; there is no way back to Γ. The result that is checked: drift, and P row by row.
 */
export const eulerInTorch = inPython(
  "Euler–Maruyama in PyTorch",
  ["torch"],
  `torch.set_grad_enabled(False)
class Limit(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.A, self.B, self.C = (torch.tensor(one) for one in ([1 / 16, 1], [1 / 4, 1], [1, -1 / 4]))
    def f_and_g(self, t, y):
        q = y * y * self.A
        g = 1 / q.sum(1, keepdim=True)
        s = (self.B * (2 * g * q - 1)).sum(1, keepdim=True)
        return -0.5 * y * g * (self.A - s * self.B), y.flip(1) * self.C * g.sqrt()
P, root = args[0], ${DT} ** 0.5
t, end = torch.tensor(0.0), torch.tensor(1e9)
sde, y = Limit(), torch.tensor([${START.join(", ")}]).repeat(P, 1)
def step():
    global t, y
    next = min(t + ${DT}, end)
    dt = next - t
    dB = root * torch.randn((P, 1), generator=torch.Generator().manual_seed(1))
    f, g = sde.f_and_g(t, y)
    t, y = next, y + f * dt + g * dB
def coefficients():
    f, g = sde.f_and_g(0, y[:1])
    return torch.cat([f[0], (g.T @ g).flatten()])
measure(step, coefficients)
`,
);
