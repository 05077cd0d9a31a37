// The two-layer diagonal network at four sizes: gradient, ∇tr∇²L, one step of label-noise SGD and the limiting drift as
// the emitted simulator runs them by default (loops in TypeScript); the gradient kernel in WebAssembly too, and the step with `--target auto`;
// and what one would write by hand in JavaScript, C, NumPy and PyTorch, where the gradient of each is checked first.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Model, labelNoiseSgd } from "gen-sde/runtime";
import * as runtime from "gen-sde/runtime";
import { type Data, create } from "../generated/diagonal-net.sde.js";
import { compileModule } from "../src/emit/index.js";
import { generate } from "../src/pipeline/index.js";
import { readLoss } from "../src/read/index.js";
import { compileLoops } from "./support/loop-kernels.js";
import {
  byHand,
  gradientByAutograd,
  gradientInC,
  gradientInNumpy,
  gradientInTorch,
  stepByAutograd,
  stepInNumpy,
  stepInTorch,
} from "./support/diagonal-net.js";
import { numbers } from "./support/programs.js";
import { here, race } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const SIZES = [
  [20, 50],
  [40, 100],
  [100, 1000],
  [500, 10000],
] as const;

type Size = (typeof SIZES)[number];
interface Measured {
  readonly gradients: Times;
  readonly others: Times;
}

const LOSS = `import { type Matrix, type Vector, mean, sum } from "gen-sde";
export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
  mean(y, (yi, i) => (sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2)) - yi) ** 2) / 2;`;

const dataOf = ([n, d]: Size): Data => ({ Z: { values: numbers(n * d, 1), shape: [n, d] }, y: numbers(n, 2) });

/** A step of `model` against those of other systems. */
function steps([n, d]: Size, model: Model): Times[string] {
  const process = labelNoiseSgd(model, { learningRate: 1e-9, seed: 1, delta: 0.5 });
  const state = numbers(2 * d, 3);
  let k = 0;
  const expected = new Float64Array(2 * d);
  model.gradient(state, expected);
  return race(Math.max(1, Math.round(4e6 / d)), {
    simulator: here(() => {
      process.step(state, 0, k++);
    }),
    ...stepInNumpy([n, d], expected),
    ...stepByAutograd([n, d], expected),
    ...stepInTorch([n, d], expected),
  });
}

/** The step of the module that `--target auto` gives, whose text comes in. */
function runSimd(size: Size): Measured {
  const made = compileModule(readFileSync(0, "utf8"), runtime).create as typeof create;
  const title = `label-noise step (${size.join(", ")}), wasm`;
  return { gradients: {}, others: { [title]: steps(size, made(dataOf(size))) } };
}

/** One size in this process: what is compiled for several serves each of them worse. */
function run(size: Size): Measured {
  const [n, d] = size;
  const others: Record<string, Times[string]> = {};
  const [Z, y, x, out] = [numbers(n * d, 1), numbers(n, 2), numbers(2 * d, 3), new Float64Array(2 * d)];
  const simulator = create(dataOf(size));
  const { plain, simd } = compileLoops(LOSS, ["gradient"], { n, d }, { Z, y });
  const hand = byHand(n, d, Z, y);
  const expected = new Float64Array(2 * d);
  simulator.gradient(x, expected);
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
    ...gradientInC([n, d], expected),
    ...gradientInNumpy([n, d], expected),
    ...gradientByAutograd([n, d], expected),
    ...gradientInTorch([n, d], expected),
  });
  others[`label-noise step (${n}, ${d})`] = steps(size, simulator);
  others[`∇tr∇²L (${n}, ${d})`] = race(Math.round(1e6 / d), {
    simulator: here(() => {
      simulator.kernels.hessianTraceGradient(x, out);
    }),
  });
  if (n < 500)
    others[`label-noise drift (${n}, ${d})`] = race(Math.max(1, Math.round(1e5 / (n * n))), {
      simulator: here(() => {
        x[0] = x[0]! + 1e-12; // a new point: what is kept of the last one does not count
        simulator.noises.labelNoise.drift(x, out);
      }),
    });
  return { gradients: { [`gradient (${n}, ${d})`]: gradients }, others };
}

/** Each in a process of its own, which has made and checked no other model. */
const PARTS = SIZES.flatMap((size) => [() => run(size), () => runSimd(size)]);

const [, file, only] = process.argv;
if (only === undefined) {
  const loss = readLoss("examples/diagonal-net.loss.ts");
  const { text } = (await generate(loss, undefined, undefined, { target: "auto" })).emitted;
  const apart = PARTS.map((_, i) => {
    const answer = execFileSync(process.execPath, [file!, String(i)], { encoding: "utf8", input: text });
    return JSON.parse(answer) as Measured;
  });
  report(
    "diagonal network, gradient",
    "gradient",
    Object.assign({}, ...apart.map(({ gradients }) => gradients)) as Times,
  );
  report("diagonal network, other kernels", "call", Object.assign({}, ...apart.map(({ others }) => others)) as Times);
} else {
  console.log(JSON.stringify(PARTS[Number(only)]!()));
}
