/**
 * Two parts of what a step of JiTCSDE takes at least; their sum is less than the whole. It integrates equations with a noise of
 * its own for each component, which the ellipse has in its angle: dθ = −3 sin θ cos θ/s⁴ dt + dB/s, s² = 4 sin² θ + cos² θ.
 */
import { inC } from "./c.js";
import { inPython } from "./python.js";

/**
 * The compiled part: Rößler's Runge–Kutta step SRI1W1 (SIAM J. Numer. Anal. 48 (2010), 922–952), two drifts and four diffusions,
 * with two normals by the polar method from a cheaper generator than theirs. No estimate of the error, no queue of noises.
 */
export const rungeKuttaInC = inC(
  "runge-kutta",
  String.raw`
static uint64_t state = 88172645463325252u;
static double uniform(void) {
  state ^= state << 13; state ^= state >> 7; state ^= state << 17;
  return (state >> 11) * 0x1p-53;
}
static double drift(double a) { double s = sin(a), c = cos(a), q = 4 * s * s + c * c; return -3 * s * c / (q * q); }
static double diffusion(double a) { double s = sin(a), c = cos(a); return 1 / sqrt(4 * s * s + c * c); }
int main(int argc, char **argv) {
  int steps = atoi(argv[1]);
  double x = 0.7, h = 1e-4, root = sqrt(h);
  if (steps == 0) return printNumbers((double[]){drift(x), diffusion(x)}, 2);
  double start = now();
  for (int k = 0; k < steps; k++) {
    double u, v, r;
    do { u = 2 * uniform() - 1; v = 2 * uniform() - 1; r = u * u + v * v; } while (r >= 1 || r == 0);
    double size = sqrt(-2 * log(r) / r) * root, I1 = u * size, I10 = h / 2 * (I1 + v * size / sqrt(3));
    double I11 = (I1 * I1 - h) / 2, I111 = (I1 * I1 * I1 - 3 * h * I1) / 6;
    double f1 = h * drift(x), g1 = diffusion(x);
    double f2 = h * drift(x + 0.75 * f1 + 1.5 * g1 * I10 / h);
    double g2 = diffusion(x + 0.25 * f1 + 0.5 * root * g1), g3 = diffusion(x + f1 - root * g1);
    double g4 = diffusion(x + 0.25 * f1 + root * (-5 * g1 + 3 * g2 + 0.5 * g3));
    x += (f1 + 2 * f2) / 3 + I1 * (-g1 + 4 * g2 / 3 + 2 * g3 / 3) + I11 / root * (-g1 + 4 * g2 / 3 - g3 / 3)
       + I10 / h * (2 * g1 - 4 * g2 / 3 - 2 * g3 / 3) + I111 / h * (-2 * g1 + 5 * g2 / 3 - 2 * g3 / 3 + g4);
  }
  double time = (now() - start) / steps;
  if (x == 12345) puts("");
  printf("%f", time);
}
`,
);

/** The part in Python, whose loop calls three compiled functions in a step, one of them in a method: nothing but such calls. */
export const callsIntoC = inPython(
  "Python, three calls",
  [],
  `from math import fabs
def run():
    fabs(1e-4)
    fabs(1e-4)
    fabs(1e-4)
measure(run)
`,
);
