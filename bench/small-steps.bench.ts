// One step of the emitted simulators of small losses, random numbers and retraction included, one path at a time and
// 32 side by side by SIMD; what its random numbers take of it; and the same step written by hand in JavaScript and in C.
import { execFileSync } from "node:child_process";
import { limitingSde, type NoiseName, type Process, sgd } from "gen-sde/runtime";
import { generate } from "../src/pipeline/index.js";
import { readLoss } from "../src/read/index.js";
import { draws, drawsSideBySide, gaussian } from "../src/runtime/random/index.js";
import { inC } from "./support/c.js";
import { type Contestant, here, race } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const STEPS = 20_000;
const DT = 1e-4;

/** Paths that an ensemble runs side by side. */
const PATHS = 32;

interface Case {
  readonly name: string;
  readonly loss: string;
  readonly data?: unknown;
  readonly start: readonly number[];
  readonly noise: NoiseName;
}

const cases: readonly Case[] = [
  {
    ...{ name: "ellipse", loss: "ellipse", data: { a: 2, b: 1 }, noise: "isotropic" },
    start: [2 * Math.cos(0.7), Math.sin(0.7)],
  },
  { name: "hyperbola", loss: "hyperbola", start: [2, 0.5], noise: "isotropic" },
  { name: "motor", loss: "motor", start: [Math.cos(0.4), Math.sin(0.4), 0, 0, 0], noise: "declared" },
  {
    ...{ name: "tanh net", loss: "tanh-net", noise: "isotropic" },
    start: [0.6, -0.6, 0.8, 1, 1, -0.5, -0.1, 0, 0],
  },
];

/** What is done for so many paths at once, step after step, as the time of one path. */
function inSteps(run: (k: number) => void, paths = 1): Contestant {
  let k = 0;
  const timed = here(() => {
    run(k++);
  });
  return (calls) => timed(Math.ceil(calls / paths)) / paths;
}

/** One path. */
function stepping(process: Process, start: readonly number[]): Contestant {
  const x = Float64Array.from(start);
  return inSteps((k) => {
    process.step(x, 0, k);
  });
}

function sideBySide(process: Process, start: readonly number[]): Contestant {
  const batch = process.batch!(PATHS)!;
  start.forEach((value, a) => batch.states.fill(value, a * PATHS, (a + 1) * PATHS));
  return inSteps((k) => {
    batch.step(0, k);
  }, PATHS);
}

function drawing(channels: number, paths = 1): Contestant {
  const draw = paths > 1 ? drawsSideBySide(gaussian, 1, channels, paths) : draws(gaussian, 1, channels);
  const last = new Float64Array(1);
  return inSteps((k) => {
    last[0] = draw(0, k)[0]!;
  }, paths);
}

/** x ← Retr(x + √dt P ξ + dt b) on x²/4 + y² = 1, as one would write it for this one loss. */
function ellipseByHand(): Process {
  const draw = draws(gaussian, 1, 2);
  const rootDt = Math.sqrt(DT);
  return {
    dimension: 2,
    timeAt: (k) => k * DT,
    step(state, path, k) {
      let x = state[0]!;
      let y = state[1]!;
      const xi = draw(path, k);
      const q = x * x * 0.0625;
      const g = 1 / (q + y * y);
      const along = (xi[0]! * x * 0.25 + xi[1]! * y) * g;
      const t = g * (q * 0.25 + y * y) + 0.25 * (g * q - 1) + (g * y * y - 1);
      const dx = rootDt * (xi[0]! - x * 0.25 * along) - DT * 0.5 * x * g * (0.0625 - 0.25 * t);
      const dy = rootDt * (xi[1]! - y * along) - DT * 0.5 * y * g * (1 - t);
      x += dx;
      y += dy;
      for (let again = true; again;) {
        const r = (0.25 * x * x + y * y - 1) / (x * x * 0.0625 + y * y);
        x -= 0.125 * x * r;
        y -= 0.5 * y * r;
        again = Math.abs(r) > 1e-8;
      }
      state[0] = x;
      state[1] = y;
    },
  };
}

const ellipseInC = inC(
  "ellipse",
  String.raw`
static void philox(uint32_t k0, uint32_t k1, uint32_t c[4]) {
  for (int r = 0; r < 10; r++) {
    uint64_t a = (uint64_t)0xd2511f53 * c[0], b = (uint64_t)0xcd9e8d57 * c[2];
    uint32_t c0 = (uint32_t)(b >> 32) ^ c[1] ^ k0, c2 = (uint32_t)(a >> 32) ^ c[3] ^ k1;
    c[0] = c0; c[1] = (uint32_t)b; c[2] = c2; c[3] = (uint32_t)a;
    k0 += 0x9e3779b9; k1 += 0xbb67ae85;
  }
}
int main(int argc, char **argv) {
  int steps = atoi(argv[1]);
  double dt = 1e-4, rootDt = sqrt(dt), x = 2 * cos(0.7), y = sin(0.7), start = now();
  for (int k = 0; k < steps; k++) {
    uint32_t c[4] = {0, k, 0, 0};
    philox(1, 0, c);
    double u = ((((uint64_t)c[0] << 32 | c[1]) >> 12) + 0.5) * 0x1p-52, v = ((((uint64_t)c[2] << 32 | c[3]) >> 12) + 0.5) * 0x1p-52;
    double size = sqrt(-2 * log(u)), xi = size * cos(6.283185307179586 * v), eta = size * sin(6.283185307179586 * v);
    double g = 1 / (x * x * 0.0625 + y * y), along = (xi * x * 0.25 + eta * y) * g, q = x * x * 0.0625;
    double t = g * (q * 0.25 + y * y) + 0.25 * (g * q - 1) + (g * y * y - 1);
    double dx = rootDt * (xi - x * 0.25 * along) - dt * 0.5 * x * g * (0.0625 - 0.25 * t);
    double dy = rootDt * (eta - y * along) - dt * 0.5 * y * g * (1 - t);
    x += dx; y += dy;
    for (double move = 1; move > 1e-8;) {
      double r = (0.25 * x * x + y * y - 1) / (x * x * 0.0625 + y * y);
      x -= 0.125 * x * r; y -= 0.5 * y * r; move = fabs(r);
    }
  }
  double time = (now() - start) / steps;
  if (x == 12345) puts("");
  printf("%f", time);
}
`,
);

/** One case in this process: other models would leave their marks in the compiled code of the processes. */
async function run({ name, loss, data, start, noise }: Case): Promise<Times> {
  const { create } = await generate(readLoss(`examples/${loss}.loss.ts`), undefined, undefined, { target: "auto" });
  const model = create(data);
  const { channels } = model.noises[noise]!;
  const emitted = (process: Process): Readonly<Record<string, Contestant>> => ({
    emitted: stepping(process, start),
    "its normals": drawing(channels),
    "side by side": sideBySide(process, start),
    "their normals": drawing(channels, PATHS),
  });
  return {
    [`${name}, limiting SDE`]: race(STEPS, {
      ...emitted(limitingSde(model, { noise, dt: DT, seed: 1 })),
      ...(name === "ellipse" && { "by hand, JS": stepping(ellipseByHand(), start), ...ellipseInC([]) }),
    }),
    [`${name}, SGD`]: race(STEPS, emitted(sgd(model, { noise, learningRate: 1e-3, seed: 1 }))),
  };
}

/** All of them in this process, the first one last. */
async function afterOthers(): Promise<Times> {
  const [first, ...others] = cases as [Case, ...Case[]];
  for (const other of others) await run(other);
  const times = Object.entries(await run(first));
  return Object.fromEntries(times.map(([name, time]) => [`${name}, after the others`, time]));
}

const [, file, only] = process.argv;
if (only === undefined) {
  const apart = [...cases.map(({ name }) => name), "all"].map((name) =>
    execFileSync(process.execPath, [file!, name], { encoding: "utf8" }),
  );
  report("small steps", "step", Object.assign({}, ...apart.map((text) => JSON.parse(text) as Times)) as Times);
} else {
  const chosen = cases.find(({ name }) => name === only);
  console.log(JSON.stringify(await (chosen ? run(chosen) : afterOthers())));
}
