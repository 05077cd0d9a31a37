/** phi_k(z) = int_0^1 e^((1-s) z) s^(k-1)/(k-1)! ds: phi_1 = (e^z - 1)/z, phi_{k+1} = (phi_k - 1/k!)/z. */

const FACTORIALS = [1, 1, 2, 6, 24] as const;
/** Below this the recurrence cancels digits that the Taylor series keeps. */
const SMALL = 1;

function series(k: number, z: number): number {
  let term = 1 / FACTORIALS[k]!;
  let sum = term;
  for (let j = 1; Math.abs(term) > 2 ** -54 * Math.abs(sum); j++) {
    term *= z / (k + j);
    sum += term;
  }
  return sum;
}

/** phi_k(z), k from 1 to 4. */
export function phi(k: number, z: number): number {
  if (Math.abs(z) < SMALL) return series(k, z);
  let value = Math.expm1(z) / z;
  for (let j = 1; j < k; j++) value = (value - 1 / FACTORIALS[j]!) / z;
  return value;
}
