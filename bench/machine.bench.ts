// What the machine can do at most: the dot product of two arrays in the first cache, where arithmetic counts (2 flops a
// product), and of two in main memory, where reading counts (16 bytes a product), each with eight sums at once.
import { inC } from "./support/c.js";
import { numbers } from "./support/programs.js";
import { type Contestant, here, race, sink } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const dotInC = inC(
  "dot",
  String.raw`
__attribute__((noinline)) static double dot(long n, const double *a, const double *b) {
  double s[8] = {0};
  for (long i = 0; i + 8 <= n; i += 8) for (int k = 0; k < 8; k++) s[k] += a[i + k] * b[i + k];
  return s[0] + s[1] + s[2] + s[3] + s[4] + s[5] + s[6] + s[7];
}
int main(int argc, char **argv) {
  long n = atol(argv[1]);
  int calls = atoi(argv[2]);
  double *a = numbers(n, 1), *b = numbers(n, 2), sum = 0;
  double start = now();
  for (int c = 0; c < calls; c++) { sum += dot(n, a, b); __asm__ volatile("" ::: "memory"); }
  double time = (now() - start) / calls;
  if (sum == 12345) puts("");
  printf("%f", time);
}
`,
);

function dot(a: Float64Array, b: Float64Array): number {
  let [s, t, u, v, w, x, y, z] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i + 8 <= a.length; i += 8) {
    s += a[i]! * b[i]!;
    t += a[i + 1]! * b[i + 1]!;
    u += a[i + 2]! * b[i + 2]!;
    v += a[i + 3]! * b[i + 3]!;
    w += a[i + 4]! * b[i + 4]!;
    x += a[i + 5]! * b[i + 5]!;
    y += a[i + 6]! * b[i + 6]!;
    z += a[i + 7]! * b[i + 7]!;
  }
  return s + t + u + v + w + x + y + z;
}

const times: Record<string, Times[string]> = {};
for (const [name, n] of Object.entries({ "8 KB each, first cache": 1000, "64 MB each, main memory": 8e6 })) {
  const [a, b] = [numbers(n, 1), numbers(n, 2)];
  const perProduct = Object.entries<Contestant>({
    JavaScript: here(() => {
      sink.value += dot(a, b);
    }),
    ...dotInC([n]),
  }).map(([contestant, run]) => [contestant, (calls: number) => run(calls) / n] as const);
  times[name] = race(Math.max(2, Math.round(2e7 / n)), Object.fromEntries(perProduct));
}
report("machine, dot products", "product", times);
