// A step of one path of the limiting SDE on the ellipse against what libraries for SDEs take: PyTorch, and lower bounds for
// torchsde and JiTCSDE, which are no packages of Debian: parts of what a step of theirs does (docs/performance.md).
import { limitingSde } from "gen-sde/runtime";
import { create } from "../generated/ellipse.sde.js";
import { DT, START, eulerInTorch, stepsInTorch } from "./support/ellipse.js";
import { callsIntoC, rungeKuttaInC } from "./support/jitcsde.js";
import { here, race } from "./support/race.js";
import { report } from "./support/report.js";

const begun = performance.now();
const model = create({ a: 2, b: 1 });
const process = limitingSde(model, { noise: "isotropic", dt: DT, seed: 1 });
const x = Float64Array.from(START);
process.step(x, 0, 0);
const wait = (performance.now() - begun) * 1e6;

const start = Float64Array.from(START);
const noise = model.noises.isotropic;
/** P(start) ξ, b(start) */
function coefficients(xi: readonly number[]): [Float64Array, Float64Array] {
  const [moved, b] = [new Float64Array(2), new Float64Array(2)];
  noise.diffuse(start, Float64Array.from(xi), moved);
  noise.drift(start, b);
  return [moved, b];
}

/** One step from the start by a given ξ. */
function stepBy(xi: readonly number[]): Float64Array {
  const [diffusion, b] = coefficients(xi);
  const moved = start.map((value, a) => value + Math.sqrt(DT) * diffusion[a]! + DT * b[a]!);
  const next = new Float64Array(2);
  for (let k = 0; k < 3; k++) {
    model.retractStep(moved, next);
    moved.set(next);
  }
  return moved;
}

const [first, b] = coefficients([1, 0]);
const [second] = coefficients([0, 1]);
// In the angle θ of (2 cos θ, sin θ), dθ = m dt + dB/s: m from b = (m γ′ + γ″/2s²) along γ′, s = |γ′|.
const [sin, cos] = [Math.sin(0.7), Math.cos(0.7)];
const s2 = 4 * sin * sin + cos * cos;
const m = (-2 * sin * b[0]! + cos * b[1]! - (3 * sin * cos) / (2 * s2)) / s2;

let k = 1;
const times = race(20_000, {
  emitted: here(() => {
    process.step(x, 0, k++);
  }),
  ...stepsInTorch([1], stepBy([1, -0.5])),
  ...eulerInTorch([1], Float64Array.of(...b, ...first, ...second)),
  ...Object.fromEntries(
    Object.entries(rungeKuttaInC([], Float64Array.of(m, 1 / Math.sqrt(s2)))).map(([name, run]) => [
      `Runge–Kutta, ${name}`,
      run,
    ]),
  ),
  ...callsIntoC(),
});
report("libraries for SDEs, one path", "step", { "ellipse, limiting SDE": times });
report("libraries for SDEs, wait before the first step, on the clock", "process", {
  "ellipse, limiting SDE": { "created, one step": wait, ...rungeKuttaInC.waits },
});
