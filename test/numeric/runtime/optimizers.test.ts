/** scratch */
import { test } from "vitest";
import {
  adam, ensemble, gradientFlow, hessianCovariance, isotropicCovariance, limitingFlow, limits, localSgd, noiseCovariance, type Process, rmsprop, retraction, sgd, simulate, singleSampleSam,
  slowSde, slowSystem,
} from "../../../src/runtime/index.js";
import { ellipse, flatValley, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { twoValleys } from "../../unit/runtime/fixtures/two-valleys.js";
import { quadrics } from "../../unit/runtime/fixtures/quadrics.js";
const last = (process: Process, start: ArrayLike<number>, steps: number, path = 0) =>
  [...simulate(process, { start, steps, every: steps, path })].at(-1)!.x;

test("x", async () => {
  const valley = planeCurveModel(flatValley);
  for (const eta of [0.16, 0.08, 0.04]) {
    const t = performance.now();
    const { x } = await ensemble(sgd(valley, { learningRate: eta, noise: "labelNoise", law: "rademacher", seed: 1 }), { start: [0, 0], steps: Math.round(1 / eta ** 2), paths: 2000, observe: { x: (s) => s[0]! - s[1]! ** 2 / 8 } });
    console.log("label valley", eta, x.mean + 2 * Math.log(1 + 1 / 8), x.standardError, performance.now() - t);
  }
  const start = Float64Array.of(0.8, 0.6, -0.2, 0.5); retraction(quadrics)(start);
  const ref = last(limitingFlow(slowSystem(limits.labelNoise, quadrics, {}), { dt: 0.5 }), start, 1);
  console.log("quadrics", [...start], [...ref]);
  for (const eta of [0.12, 0.06, 0.03]) {
    const t = performance.now();
    const { x, y, w } = await ensemble(sgd(quadrics, { learningRate: eta, noise: "labelNoise", law: "rademacher", seed: 1 }), { start, steps: Math.round(0.5 / eta ** 2), paths: 1000, observe: { x: (s) => gradientFlow(quadrics, s, { rtol: 1e-6, atol: 1e-6 }).x[0]!, y: (s) => gradientFlow(quadrics, s, { rtol: 1e-6, atol: 1e-6 }).x[1]!, w: (s) => gradientFlow(quadrics, s, { rtol: 1e-6, atol: 1e-6 }).x[3]! } });
    console.log("label quadrics", eta, x.mean - ref[0]!, x.standardError, y.mean - ref[1]!, y.standardError, w.mean - ref[3]!, w.standardError, performance.now() - t);
  }
  for (const [eta, rho] of [[0.1, 0.04], [0.05, 0.04], [0.025, 0.04]] as const) {
    const t = performance.now();
    const { x, y } = await ensemble(singleSampleSam(twoValleys, { learningRate: eta, radius: rho, seed: 1 }), { start: [1, -0.8, 1e-3, 1e-3], steps: Math.round(1 / eta / rho ** 2), paths: 10, observe: { x: (s) => s[0]!, y: (s) => s[1]! } });
    console.log("1sam", eta, x.mean - 0.354272, x.standardError, y.mean + 0.595986, y.standardError, performance.now() - t);
  }
  // local SGD with mixed terms
  const ell = planeCurveModel(ellipse);
  const s0 = [2 * Math.cos(0.7), Math.sin(0.7)];
  const obs = { cos: (s: Float64Array) => { const x = s.slice(); return Math.cos(Math.atan2(gradientFlow(ell, x, { rtol: 1e-6, atol: 1e-6 }).x[1]!, gradientFlow(ell, x, { rtol: 1e-6, atol: 1e-6 }).x[0]! / 2)); }, sin: (s: Float64Array) => Math.sin(Math.atan2(gradientFlow(ell, s, { rtol: 1e-6, atol: 1e-6 }).x[1]!, gradientFlow(ell, s, { rtol: 1e-6, atol: 1e-6 }).x[0]! / 2)) };
  const Sigma = noiseCovariance(ell.noises.declared!);
  const T = 0.3;
  for (const [workers, label] of [[4, "full"], [1, "parallel"]] as const) {
    const t = performance.now();
    const sys = slowSystem(limits.localSgd, ell, { Sigma, workers, batch: 4, alpha: 0.9 });
    const { cos, sin } = await ensemble(slowSde(sys, { dt: T / 30, seed: 2 }), { start: s0, steps: 30, paths: 6000, observe: { cos: (s) => s[0]! / 2, sin: (s) => s[1]! } });
    console.log("local sde", label, cos.mean, cos.standardError, cos.variance, sin.mean, sin.standardError, sin.variance, performance.now() - t);
  }
  for (const [H, eta, N] of [[9, 0.1, 8000], [18, 0.05, 8000], [36, 0.025, 4000]] as const) {
    const t = performance.now();
    const process = localSgd(ell, { learningRate: eta, workers: 4, localSteps: H, noise: "declared", seed: 1 });
    const rounds = Math.round(T / (H * eta * eta));
    const { cos, sin } = await ensemble(process, { start: s0, steps: rounds, paths: N, observe: obs });
    console.log("local", H, eta, process.timeAt(rounds), cos.mean, cos.standardError, cos.variance, sin.mean, sin.standardError, sin.variance, performance.now() - t);
  }
  // RMSprop with isotropic noise, v from (3, 0.4)
  const hyp = planeCurveModel(hyperbola);
  const observe = {
    u: (s: Float64Array) => {
      const [a, b] = [1 / Math.sqrt(s[2]!), 1 / Math.sqrt(s[3]!)];
      const C = s[0]! ** 2 / a - s[1]! ** 2 / b;
      return Math.log(Math.sqrt((a * C + Math.sqrt(a * a * C * C + 4 * a / b)) / 2));
    }, p: (s: Float64Array) => s[2]!,
  };
  for (const n of [25, 100]) {
  const sde = await ensemble(slowSde(slowSystem(limits.adam, hyp, { Sigma: isotropicCovariance, secondMomentRate: 1 }), { dt: 0.5 / n, seed: 1 }), { start: [2, 0.5, 3, 0.4], steps: n, paths: 4000, observe });
  console.log("adam sde", sde.u.mean, sde.u.standardError, sde.u.variance, sde.p.mean);}
  for (const eta of [0.1, 0.05, 0.025])
    for (const [name, make] of [["rmsprop", rmsprop], ["adam", adam]] as const) {
      const t = performance.now();
      const process = make(hyp, { learningRate: eta, secondMomentRate: 1, secondMoment: [3, 0.4], noise: "isotropic", seed: 1 });
      const { u, p } = await ensemble(process, { start: [2, 0.5], steps: Math.round(0.5 / eta ** 2), paths: 4000, observe });
      console.log(name, eta, u.mean, u.standardError, u.variance, p.mean, performance.now() - t);
    }
}, 200000);
