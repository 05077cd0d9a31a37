/**
 * The drift of each chosen dynamics at points of Gamma: against the runtime's eigenvector route on the checked Hessian
 * and third derivatives, and, where it is -P grad(potential), against differences of the potential along Gamma, which
 * use no third derivative.
 */
import type { DerivedDynamics, InputSymbols } from "../dynamics/index.js";
import {
  type Covariance,
  type CurvatureModel,
  type LimitingDynamics,
  type Model,
  SimulationError,
  isotropicCovariance,
  limits,
  noiseCovariance,
  retraction,
} from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";
import { type Estimate, axis, directionalDerivative, joined } from "./differences.js";
import { eigenvectorError } from "./eigenvector-error.js";

/** The value of an input at which the checks evaluate. */
export function trialValues({ as, trial }: Pick<InputSymbols, "as" | "trial">, D: number): Float64Array {
  return Float64Array.from({ length: as === "option" ? 1 : D }, (_, a) => trial * (1 + a / 10));
}

/** The state and the options of the runtime's limit, for the trial values of the inputs. */
export function runtimeOptions(
  { dynamics, inputs }: DerivedDynamics,
  x: Float64Array,
  Sigma: Covariance,
): { state: Float64Array; options: object } {
  const options: Record<string, unknown> = dynamics.noisy ? { Sigma } : {};
  const state = [...x];
  for (const input of inputs) {
    const values = trialValues(input, x.length);
    if (input.as === "option") options[input.name] = values[0];
    else if (input.as === "memory") state.push(...values);
    else
      options.scales = (_: Float64Array, out: Float64Array) => {
        out.set(values);
      };
  }
  return { state: Float64Array.from(state), options };
}

/** The member driftNAME(x, …inputs, out) of an emitted module. */
export type DriftMember = (...args: readonly (Float64Array | number)[]) => void;

/** Where an assumption fails at a point, or its curvatures are too far apart for eigenvectors, it says nothing. */
function unlessRefuted<T>(evaluate: () => T): T | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}

/** P grad V at x from differences along the retracted curves t -> R(x + t P e_a). */
function tangentGradient(model: Model, x: Float64Array, value: (at: Float64Array) => number): Estimate {
  const retract = retraction(model);
  const along = (at: Float64Array): number[] => {
    const onGamma = at.slice();
    retract(onGamma);
    return [value(onGamma)];
  };
  return joined(
    Array.from(x, (_, a) => {
      const direction = new Float64Array(x.length);
      model.tangentProject(x, axis(x.length, a), direction);
      return directionalDerivative(along, x, direction);
    }),
  );
}

export function checkDynamics(
  model: Model,
  derived: DerivedDynamics,
  drift: DriftMember,
  points: readonly Float64Array[],
): Check[] {
  const { dynamics, inputs, name } = derived;
  const limit = limits[name] as LimitingDynamics<object>;
  const Sigma = model.noises.declared ? noiseCovariance(model.noises.declared) : isotropicCovariance;
  const spectral = new Comparison(`${name} drift against the eigenvector route`, 1e-7);
  const differences = new Comparison(
    `${name} drift against −P∇(${limit.potential?.formula ?? ""}) by differences`,
    1e-5,
  );
  for (const x of points) {
    const { state, options } = runtimeOptions(derived, x, Sigma);
    const expected = unlessRefuted(() => limit.coefficients(model, state, model.rank, options).drift);
    if (!expected) continue;
    const found = new Float64Array(expected.length);
    const values = inputs.map((input) => {
      const trial = trialValues(input, x.length);
      return input.as === "option" ? trial[0]! : trial;
    });
    drift(x, ...values, found);
    spectral.compare(x, found, expected, largest(expected), eigenvectorError(model, x, Sigma));
    const { potential } = limit;
    if (!dynamics.isGradient || !potential) continue;
    const value = (at: Float64Array): number =>
      potential.value(model satisfies CurvatureModel, at, model.rank, options);
    const gradient = unlessRefuted(() => tangentGradient(model, x, value));
    if (gradient)
      differences.compare(
        x,
        found,
        gradient.value.map((g) => -g),
        largest(found, 1e-2),
        gradient.doubt,
      );
  }
  return [spectral, ...(dynamics.isGradient ? [differences] : [])].map(({ result }) => result);
}
