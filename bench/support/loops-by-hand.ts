/** The contestants of a kernel in loop-cases.ts: its loops in JavaScript and C, and PyTorch. */
import { compileFunction } from "node:vm";
import { type CProgram, inC } from "./c.js";
import type { Case } from "./loop-cases.js";
import { inPython } from "./python.js";
import type { Contestant } from "./race.js";

/** The loops as JavaScript. `out` = the kernel at x, in the direction v where it takes one. */
export function byHand({ sizes, scratch, loops }: Case, X: Float64Array, y: Float64Array) {
  const text = loops.replaceAll(/\b(int|double)\b/g, "let");
  const names = Object.keys(sizes);
  const make = compileFunction(`return (x, v, out) => {${text}\n};`, ["X", "y", "t", "tanh", ...names]) as (
    ...args: unknown[]
  ) => (x: Float64Array, v: Float64Array, out: Float64Array) => void;
  return make(X, y, new Float64Array(scratch), Math.tanh, ...Object.values(sizes));
}

const inLoops = ({ name, sizes, data, size, scratch, loops }: Case): CProgram =>
  inC(
    name.replaceAll(/\W+/g, "-"),
    String.raw`
enum { ${Object.entries(sizes)
      .map(([name, value]) => `${name} = ${value}`)
      .join(", ")} };
__attribute__((noinline)) static void kernel(const double *X, const double *y, const double *x, const double *v, double *t, double *out) {${loops}
}
int main(int argc, char **argv) {
  int calls = atoi(argv[1]);
  double *X = numbers(${data.X!}, 1), *y = numbers(${data.y!}, 2), *x = numbers(${size}, 3), *v = numbers(${size}, 4);
  double *t = malloc(${scratch} * sizeof(double)), *out = malloc(${size} * sizeof(double));
  if (calls == 0) {
    kernel(X, y, x, v, t, out);
    return printNumbers(out, ${size});
  }
  double start = now();
  for (int c = 0; c < calls; c++) { kernel(X, y, x, v, t, out); __asm__ volatile("" ::: "memory"); }
  printf("%f", (now() - start) / calls);
}
`,
  );

/** By automatic differentiation: once for the gradient, once more for ∇²L v. */
const inTorch = ({ kernel, sizes, data, size, torch }: Case): ReturnType<typeof inPython<"PyTorch, autograd">> =>
  inPython(
    "PyTorch, autograd",
    ["torch", "numpy"],
    `
${Object.keys(sizes).join(", ")} = ${Object.values(sizes).join(", ")}
X, y, x, v = (torch.tensor(at(*one)) for one in ((${data.X!}, 1), (${data.y!}, 2), (${size}, 3), (${size}, 4)))
${torch}
x.requires_grad_()
def gradient():
    return torch.autograd.grad(loss(x), x)[0]
def hessianVector():
    (g,) = torch.autograd.grad(loss(x), x, create_graph=True)
    return torch.autograd.grad(g @ v, x)[0]
measure(${kernel}, ${kernel})
`,
  );

/** The programs, which have to agree with `expected`. */
export const programs = (one: Case, expected: Float64Array): Readonly<Record<string, Contestant>> => ({
  ...inLoops(one)([], expected),
  ...inTorch(one)([], expected),
});
