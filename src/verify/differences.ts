/** Numerical derivatives of sixth order, with the step chosen by the agreement of consecutive estimates. */

export type VectorFunction = (x: Float64Array) => ArrayLike<number>;

const FIRST = [3 / 4, -3 / 20, 1 / 60] as const;
const SECOND = [3 / 2, -3 / 20, 1 / 90] as const;
const CENTRE = -49 / 18;

const shifted = (x: Float64Array, direction: ArrayLike<number>, t: number): Float64Array =>
  x.map((value, a) => value + t * direction[a]!);

/** d/dt f(x + t direction) at t = 0, one estimate. */
function firstEstimate(f: VectorFunction, x: Float64Array, direction: ArrayLike<number>, h: number): Float64Array {
  const total = new Float64Array(f(x).length);
  FIRST.forEach((weight, k) => {
    const [ahead, behind] = [f(shifted(x, direction, (k + 1) * h)), f(shifted(x, direction, -(k + 1) * h))];
    for (let i = 0; i < total.length; i++) total[i]! += (weight * (ahead[i]! - behind[i]!)) / h;
  });
  return total;
}

/** d²/dt² f(x + t direction) at t = 0, one estimate. */
function secondEstimate(f: VectorFunction, x: Float64Array, direction: ArrayLike<number>, h: number): Float64Array {
  const total = Float64Array.from(f(x), (value) => (CENTRE * value) / h ** 2);
  SECOND.forEach((weight, k) => {
    const [ahead, behind] = [f(shifted(x, direction, (k + 1) * h)), f(shifted(x, direction, -(k + 1) * h))];
    for (let i = 0; i < total.length; i++) total[i]! += (weight * (ahead[i]! + behind[i]!)) / h ** 2;
  });
  return total;
}

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((top, value, i) => Math.max(top, Math.abs(value - b[i]!)), 0);

/** Of estimates for falling steps, the finer of the two consecutive ones that agree best: judged without the answer. */
function mostStable(estimates: readonly Float64Array[]): Float64Array {
  let best = estimates[0]!;
  let least = Infinity;
  for (let j = 1; j < estimates.length; j++) {
    const gap = distance(estimates[j]!, estimates[j - 1]!);
    if (gap < least) [best, least] = [estimates[j]!, gap];
  }
  return best;
}

export function directionalDerivative(f: VectorFunction, x: Float64Array, direction: ArrayLike<number>): Float64Array {
  return mostStable([3e-2, 1e-2, 3e-3, 1e-3].map((h) => firstEstimate(f, x, direction, h)));
}

export function secondDirectionalDerivative(
  f: VectorFunction,
  x: Float64Array,
  direction: ArrayLike<number>,
  steps: readonly number[],
): Float64Array {
  return mostStable(steps.map((h) => secondEstimate(f, x, direction, h)));
}

/** The unit vector along axis a. */
export const axis = (D: number, a: number): Float64Array => {
  const e = new Float64Array(D);
  e[a] = 1;
  return e;
};
