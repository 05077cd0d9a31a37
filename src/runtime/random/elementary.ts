/**
 * exp and log by additions, multiplications and divisions in a fixed order, which IEEE 754 rounds the same way
 * everywhere; Math.exp and Math.log differ in the last bit from one engine to the next. Errors below 1 ulp.
 *
 * The reductions and minimax polynomials are those of SunPro's fdlibm (e_exp.c, e_log.c, 1993).
 */

/** ln 2 in two parts; the first has 21 zero bits at its end, so that its products with exponents are exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

const float = new Float64Array(1);
/** Its halves; all machines that run JavaScript today are little-endian. */
const halves = new Int32Array(float.buffer);

/** eˣ for −700 ≤ x ≤ 700: x = k ln 2 + r with |r| ≤ ½ ln 2, eʳ = 1 + 2r / (2 − c(r)) with c even up to a summand r. */
export function exp(x: number): number {
  const k = Math.floor(x / Math.LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  float[0] = y;
  halves[1] = halves[1]! + (k << 20);
  return float[0];
}

/** ln x for normal x > 0: x = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2, ln(1 + f) = 2 artanh s with s = f / (2 + f). */
export function log(x: number): number {
  float[0] = x;
  let k = (halves[1]! >> 20) - 1023;
  halves[1] = (halves[1]! & 0xfffff) | 0x3ff00000;
  let f = float[0] - 1;
  if (f > Math.SQRT2 - 1) {
    k++;
    f = 0.5 * (f + 1) - 1;
  }
  const s = f / (2 + f);
  const z = s * s;
  const R =
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z * (1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))));
  const square = 0.5 * f * f;
  return k * LN2_HIGH - (square - (s * (square + R) + k * LN2_LOW) - f);
}
