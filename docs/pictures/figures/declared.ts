/** Any noise: a motor whose drift is no gradient, and an ellipse on which all terms count. */
import { limitingSde, type Model, sgd } from "gen-sde/runtime";
import { create as createMotor } from "../../../generated/motor.sde.js";
import { COLORS, curve, follow, graph, LIMIT, WRONG, stepsUntil } from "../curves.js";
import type { Figure } from "../figure.js";
import { ellipse, onEllipse } from "../models.js";
import type { Panel } from "../../../src/report/chart/index.js";

const MOTOR = { etas: [0.05, 0.025, 0.0125], paths: 150, T: 6, start: 0.4 };
const ELLIPSE = { etas: [0.05, 0.025], paths: 20_000, T: 0.3, start: 0.7 };

/** The motor with its noise taken at x/|x|: outside of the circle its own has the root of a negative number. */
function motorModel(): Model {
  const model = createMotor();
  const { declared } = model.noises;
  const apply = (x: Float64Array, xi: Float64Array, out: Float64Array): void => {
    const onCircle = x.slice();
    for (let a = 0; a < 2; a++) onCircle[a]! /= Math.hypot(x[0]!, x[1]!);
    declared!.apply(onCircle, xi, out);
  };
  return { ...model, noises: { ...model.noises, declared: { ...declared!, apply } } };
}

function motor(): Panel {
  const { etas, paths, T, start } = MOTOR;
  const model = motorModel();
  return {
    title: "Motor: noise on z alone turns x",
    x: { label: "slow time t = kη²", min: 0, max: T },
    y: { label: "E x₁", min: -1.1, max: 1.1 },
    marks: [
      ...etas.flatMap((eta, i) =>
        curve(
          follow(sgd(model, { noise: "declared", learningRate: eta, seed: 11 }), {
            ...{ start: [Math.cos(start), Math.sin(start), 0, 0, 0], steps: stepsUntil(T, eta), paths },
            observe: (x) => x[0]!,
          }),
          COLORS[i]!,
          `SGD, η = ${eta}`,
        ),
      ),
      graph((t) => Math.cos(start + t), [0, T], { color: LIMIT, label: "the limit, cos(t + 0.4): speed 1" }),
    ],
  };
}

/** The limit without its mixed term. */
function withoutMixed(model: Model): Model {
  const declared = model.noises.declared!;
  const terms = new Float64Array(3 * model.dimension);
  const drift = (x: Float64Array, out: Float64Array): void => {
    declared.driftTerms(x, terms);
    for (let a = 0; a < out.length; a++) out[a] = terms[a]! + terms[2 * model.dimension + a]!;
  };
  return { ...model, noises: { ...model.noises, declared: { ...declared, drift } } };
}

function allTerms(): Panel {
  const { etas, paths, T, start } = ELLIPSE;
  const run = {
    start: onEllipse(start),
    paths,
    looks: 12,
    observe: (x: Float64Array) => Math.cos(Math.atan2(x[1]!, x[0]! / 2)),
  };
  const limit = (model: Model) =>
    follow(limitingSde(model, { noise: "declared", dt: T / 120, seed: 13 }), { ...run, steps: 120 });
  return {
    title: "Ellipse: all terms of the drift",
    x: { label: "slow time t = kη²", min: 0, max: T },
    y: { label: "E cos θ", min: 0.755, max: 0.81 },
    marks: [
      ...etas.flatMap((eta, i) =>
        curve(
          follow(sgd(ellipse, { noise: "declared", learningRate: eta, seed: 12 }), {
            ...run,
            steps: stepsUntil(T, eta),
          }),
          COLORS[i]!,
          `SGD, η = ${eta}`,
        ),
      ),
      ...curve(limit(ellipse), LIMIT, "the limit"),
      ...curve(limit(withoutMixed(ellipse)), WRONG, "the limit without its mixed term", { dash: [5, 3] }),
    ],
  };
}

export const declared: Figure = {
  name: "declared",
  caption:
    `Left: the three-phase motor (examples/motor.loss.ts), ${MOTOR.paths} paths of SGD with its declared noise, taken at x/|x| (seed 11), for η = ${MOTOR.etas.join(", ")}, mean of x₁ with bands of ±2 standard errors; the limit turns on the circle |x| = 1 at speed 1. ` +
    `Right: L = ½(x²/4 + y² − 1)² with the noise of examples/ellipse.loss.ts from θ = ${ELLIPSE.start}, mean of cos θ over ${ELLIPSE.paths} paths: SGD for η = ${ELLIPSE.etas.join(" and ")} (seed 12), the limiting SDE with and without the mixed term (dt = ${ELLIPSE.T / 120}, seed 13); bands of ±2 standard errors.`,
  draw: () => [motor(), allTerms()],
};
