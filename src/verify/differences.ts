/** Numerical derivatives of sixth order, with the step chosen by the agreement of consecutive estimates. */

export type VectorFunction = (x: Float64Array) => ArrayLike<number>;

const FIRST = [3 / 4, -3 / 20, 1 / 60] as const;
const SECOND = [3 / 2, -3 / 20, 1 / 90] as const;
const CENTRE = -49 / 18;

const shifted = (x: Float64Array, direction: ArrayLike<number>, t: number): Float64Array =>
  x.map((value, a) => value + t * direction[a]!);

/** An estimate for one step, and what the rounding of the values that it subtracts does to it. */
interface Trial {
  readonly value: Float64Array;
  readonly rounding: number;
}

/** d/dt f(x + t direction) at t = 0, one estimate. */
function firstEstimate(f: VectorFunction, x: Float64Array, direction: ArrayLike<number>, h: number): Trial {
  const value = new Float64Array(f(x).length);
  let size = 0;
  FIRST.forEach((weight, k) => {
    const [ahead, behind] = [f(shifted(x, direction, (k + 1) * h)), f(shifted(x, direction, -(k + 1) * h))];
    for (let i = 0; i < value.length; i++) {
      value[i]! += (weight * (ahead[i]! - behind[i]!)) / h;
      size = Math.max(size, Math.abs(ahead[i]!), Math.abs(behind[i]!));
    }
  });
  return { value, rounding: (Number.EPSILON * size) / h };
}

/** d²/dt² f(x + t direction) at t = 0, one estimate. */
function secondEstimate(f: VectorFunction, x: Float64Array, direction: ArrayLike<number>, h: number): Trial {
  const centre = f(x);
  const value = Float64Array.from(centre, (entry) => (CENTRE * entry) / h ** 2);
  SECOND.forEach((weight, k) => {
    const [ahead, behind] = [f(shifted(x, direction, (k + 1) * h)), f(shifted(x, direction, -(k + 1) * h))];
    for (let i = 0; i < value.length; i++) value[i]! += (weight * (ahead[i]! + behind[i]!)) / h ** 2;
  });
  const size = Array.from(centre).reduce((top, entry) => Math.max(top, Math.abs(entry)), 0);
  return { value, rounding: (Number.EPSILON * size) / h ** 2 };
}

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((top, value, i) => Math.max(top, Math.abs(value - b[i]!)), 0);

/** A numerical derivative, and how much two estimates of it differ that should not: judged without the answer. */
export interface Estimate {
  readonly value: Float64Array;
  /** Infinity where no two steps gave finite numbers. */
  readonly doubt: number;
}

/** Two estimates that agree to this part of their size end the search. */
const AGREE = 1e-10;

/** Of estimates for falling steps, the finer of the two consecutive ones that agree best. */
function mostStable(trialAt: (h: number) => Trial, steps: readonly number[]): Estimate {
  let previous = trialAt(steps[0]!);
  let best: Estimate = { value: previous.value, doubt: Infinity };
  for (const h of steps.slice(1)) {
    const trial = trialAt(h);
    const doubt = distance(trial.value, previous.value) + trial.rounding;
    if (doubt < best.doubt) best = { value: trial.value, doubt };
    if (best.doubt <= AGREE * trial.value.reduce((top, value) => Math.max(top, Math.abs(value)), 0)) break;
    previous = trial;
  }
  return best;
}

/** Where a function bends on the scale of 1, the first four; where sharper, the others. */
const STEPS = [3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5] as const;

export const directionalDerivative = (f: VectorFunction, x: Float64Array, direction: ArrayLike<number>): Estimate =>
  mostStable((h) => firstEstimate(f, x, direction, h), STEPS);

export const secondDirectionalDerivative = (
  f: VectorFunction,
  x: Float64Array,
  direction: ArrayLike<number>,
  steps: readonly number[],
): Estimate => mostStable((h) => secondEstimate(f, x, direction, h), steps);

/** The unit vector along axis a. */
export const axis = (D: number, a: number): Float64Array => {
  const e = new Float64Array(D);
  e[a] = 1;
  return e;
};

/** Several estimates one after the other. */
export const joined = (estimates: readonly Estimate[]): Estimate => ({
  value: Float64Array.from(estimates.flatMap(({ value }) => [...value])),
  doubt: Math.max(...estimates.map(({ doubt }) => doubt)),
});
