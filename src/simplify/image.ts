/** Images of polynomials in one generator modulo a prime: cheap proofs that a gcd does not depend on a generator. */
import { spend } from "./budget.js";
import { exponents } from "./monomial.js";
import { type Polynomial, degree } from "./polynomial.js";

const PRIME = 1_000_003;

const modulo = (value: number): number => ((value % PRIME) + PRIME) % PRIME;

function powerModulo(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
/** By Fermat's little theorem. */
const inverseModulo = (a: number): number => powerModulo(a, PRIME - 2);

/** Coefficients by ascending power, with every other generator at a fixed value. */
function image(p: Polynomial, index: number): number[] {
  spend(p.length);
  const coefficients = new Array<number>(degree(p, index) + 1).fill(0);
  for (const term of p) {
    let value = modulo(Number(term.coefficient % BigInt(PRIME)));
    let power = 0;
    for (const [other, exponent] of exponents(term.monomial))
      if (other === index) power = exponent;
      else value = (value * powerModulo(1009 + 7717 * other, exponent)) % PRIME;
    coefficients[power] = (coefficients[power]! + value) % PRIME;
  }
  return coefficients;
}

const trim = (a: number[]): number[] => {
  while (a.length > 0 && a.at(-1) === 0) a.pop();
  return a;
};

function remainder(a: number[], b: readonly number[]): number[] {
  const inverse = inverseModulo(b.at(-1)!);
  while (a.length >= b.length) {
    const factor = (a.at(-1)! * inverse) % PRIME;
    const offset = a.length - b.length;
    b.forEach((value, i) => (a[offset + i] = modulo(a[offset + i]! - ((factor * value) % PRIME))));
    trim(a);
  }
  return a;
}

/** An upper bound of the degree of gcd(p, q) in a generator: the degree of the gcd of the images, if a lead survives. */
export function imageDegree(p: Polynomial, q: Polynomial, index: number): number {
  const [imageP, imageQ] = [image(p, index), image(q, index)];
  const bound = Math.min(imageP.length, imageQ.length) - 1;
  if (imageP.at(-1) === 0 && imageQ.at(-1) === 0) return bound;
  let [a, b] = [trim(imageP), trim(imageQ)];
  while (b.length > 0) [a, b] = [b, remainder(a, b)];
  return Math.min(bound, a.length - 1);
}
