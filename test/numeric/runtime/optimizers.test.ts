/** scratch */
import { test } from "vitest";
import {
  adam, ensemble, heavyBall, hessianCovariance, isotropicCovariance, limitingFlow, limits, localSgd, normalizedGd, type Process, rmsprop, sam, simulate, singleSampleSam,
  slowSde, slowSystem, sqrtLossGd,
} from "../../../src/runtime/index.js";
import { flatValley, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { F1, twoValleys } from "../../unit/runtime/fixtures/two-valleys.js";

const last = (process: Process, start: ArrayLike<number>, steps: number, path = 0) =>
  [...simulate(process, { start, steps, every: steps, path })].at(-1)!.x;
const timed = (name: string, run: () => unknown) => { const t = performance.now(); const r = run(); console.log(name, r, (performance.now() - t).toFixed(0) + "ms"); };

test("x", async () => {
  for (const d of [limits.normalizedGd, limits.sqrtLoss, limits.samFull, limits.samSingle])
    timed(d.name, () => [...last(limitingFlow(slowSystem(d, twoValleys, {}), { dt: 1 }), [1, -0.8, 0, 0], 1)]);
  for (const eta of [0.08, 0.04, 0.02, 0.01]) {
    const n = Math.round(1 / eta ** 2);
    timed("ngd " + eta, () => [...last(normalizedGd(twoValleys, { learningRate: eta }), [1, -0.8, eta / 2, 1e-8], n)]);
    timed("sqrt " + eta, () => [...last(sqrtLossGd(twoValleys, { learningRate: eta }), [1, -0.8, eta / 2 * Math.sqrt(F1(1, -0.8)[0]! / 2), 1e-8], n)]);
  }
  for (const [eta, rho] of [[0.1, 0.04],[0.05, 0.02], [0.025, 0.02]] as const)
    timed("sam " + eta, () => [...last(sam(twoValleys, { learningRate: eta, radius: rho }), [1, -0.8, 1e-4, 1e-6], Math.round(1 / eta / rho ** 2))]);
  for (const [eta, rho] of [[0.05, 0.05], [0.025, 0.02]] as const)
    timed("1sam " + eta, () => [...last(singleSampleSam(twoValleys, { learningRate: eta, radius: rho, seed: 1 }), [1, -0.8, 1e-3, 1e-3], Math.round(1 / eta / rho ** 2))]);
  const valley = planeCurveModel(flatValley);
  for (const eta of [0.1, 0.05]) {
    const t = performance.now();
    const { x } = await ensemble(heavyBall(valley, { learningRate: eta, momentum: 0.9, noise: "isotropic", seed: 1 }), { start: [0, 0], steps: Math.round(1 / eta ** 2), paths: 10000, observe: { x: (s) => s[0]! - s[1]! ** 2 / 8 } });
    console.log("hb", eta, x.mean, x.standardError, x.variance, performance.now() - t);
  }
  for (const [H, eta, rounds] of [[3, 0.1, 33], [6, 0.05, 67], [6, 0.1, 17], [12, 0.05, 33]] as const) {
    const t = performance.now();
    const process = localSgd(valley, { learningRate: eta, workers: 4, localSteps: H, noise: "isotropic", seed: 1 });
    const { x } = await ensemble(process, { start: [0, 0], steps: rounds, paths: 5000, observe: { x: (s) => s[0]! - s[1]! ** 2 / 8 } });
    console.log("local", H, eta, x.mean, x.standardError, x.variance, process.timeAt(rounds), performance.now() - t);
  }
  {
    const t = performance.now();
    const { x } = await ensemble(slowSde(slowSystem(limits.localSgd, valley, { Sigma: isotropicCovariance, workers: 4, batch: 4, alpha: 0.6 }), { dt: 1 / 10, seed: 1 }), { start: [0, 0], steps: 10, paths: 5000, observe: { x: (s) => s[0]! } });
    console.log("local sde", x.mean, x.standardError, x.variance, performance.now() - t);
  }
  const hyp = planeCurveModel(hyperbola);
  const system = slowSystem(limits.adam, hyp, { Sigma: hessianCovariance(hyp), secondMomentRate: 1 });
  timed("adam ode", () => [...last(limitingFlow(system, { dt: 1.5 }), [2.5, 0.4, 0.32, 3.125], 1)]);
  const observe = {
    u: (s: Float64Array) => {
      const [a, b] = [1 / Math.sqrt(s[2]!), 1 / Math.sqrt(s[3]!)];
      const C = s[0]! ** 2 / a - s[1]! ** 2 / b;
      // u²/a − 1/(u² b) = C
      return Math.sqrt((a * C + Math.sqrt(a * a * C * C + 4 * a / b)) / 2);
    },
    p: (s: Float64Array) => s[2]!, q: (s: Float64Array) => s[3]!,
  };
  for (const eta of [0.16, 0.08, 0.04])
    for (const [name, make] of [["rmsprop", rmsprop], ["adam", adam]] as const) {
      const t = performance.now();
      const process = make(hyp, { learningRate: eta, secondMomentRate: 1, secondMoment: [0.32, 3.125], noise: "labelNoise", law: "rademacher", seed: 1 });
      const { u, p, q } = await ensemble(process, { start: [2.5, 0.4], steps: Math.round(1.5 / eta ** 2), paths: 200, observe });
      console.log(name, eta, u.mean, u.standardError, p.mean, q.mean, performance.now() - t);
    }
}, 100000);
