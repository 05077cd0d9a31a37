/**
 * The error function erf x = 2/√π ∫₀ˣ exp(−t²) dt and its complement, to about 1 ulp.
 *
 * Rational minimax approximations on four ranges of |x|, with the coefficients published in SunPro's fdlibm (s_erf.c,
 * 1993): erf x = x + x·p(x²) below 0.84375; erf x = ERF_1 + p(|x| − 1) below 1.25; beyond,
 * erfc x = exp(−x² − 0.5625 + p(1/x²)) / x with one p up to 1/0.35 and another above.
 */

/** A quotient of polynomials, coefficients from the constant term up. */
interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

const NEAR_ZERO: Rational = {
  numerator: [
    1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
    -2.37630166566501626084e-5,
  ],
  denominator: [
    1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4,
    -3.9602282787753681232e-6,
  ],
};
/** erf 1 to 24 bits; the rest of it is in the constant term of NEAR_ONE. */
const ERF_1 = 8.45062911510467529297e-1;
const NEAR_ONE: Rational = {
  numerator: [
    -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
    -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
  ],
  denominator: [
    1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1,
    1.36370839120290507362e-2, 1.1984499846799107417e-2,
  ],
};
const MIDDLE: Rational = {
  numerator: [
    -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
    -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
  ],
  denominator: [
    1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
    4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
  ],
};
const FAR: Rational = {
  numerator: [
    -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
    -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
  ],
  denominator: [
    1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
    2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
  ],
};

function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!;
  return value;
}

const evaluate = (p: Rational, x: number): number => horner(p.numerator, x) / horner(p.denominator, x);

/** erfc x for x ≥ 1.25. With z = x rounded to 24 bits, z² is exact and x² = z² − (z − x)(z + x) keeps its low bits. */
function upperTail(x: number): number {
  const z = Math.fround(x);
  const p = evaluate(x < 1 / 0.35 ? MIDDLE : FAR, 1 / (x * x));
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + p)) / x;
}

/** erf x for any x, infinities included; NaN for NaN. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * evaluate(NEAR_ZERO, x * x);
  if (size < 1.25) return Math.sign(x) * (ERF_1 + evaluate(NEAR_ONE, size - 1));
  if (size < 6) return Math.sign(x) * (1 - upperTail(size));
  return Math.sign(x);
}

/** erfc x = 1 − erf x, with small relative error in the upper tail too (0 beyond 28). */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (x >= 28) return 0;
  if (x <= -6) return 2;
  if (size < 0.84375) {
    const rest = x * evaluate(NEAR_ZERO, x * x);
    return x < 0.25 ? 1 - (x + rest) : 0.5 - (rest + (x - 0.5));
  }
  if (size < 1.25) {
    const rest = evaluate(NEAR_ONE, size - 1);
    return x > 0 ? 1 - ERF_1 - rest : 1 + (ERF_1 + rest);
  }
  return x > 0 ? upperTail(x) : 2 - upperTail(size);
}
