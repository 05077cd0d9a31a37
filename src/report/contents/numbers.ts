/** Numbers in prose, as TeX. */

/** To so many significant digits: 0.05, 1.2\cdot 10^{-7}. */
export function number(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0 || (Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e6)) return String(rounded);
  const [mantissa, exponent] = rounded.toExponential().split("e");
  const power = `10^{${String(Number(exponent))}}`;
  return mantissa === "1" ? power : `${mantissa!} \\cdot ${power}`;
}

/** How many coordinates are written. */
const MOST = 12;

/** A point in prose, as text, so that long ones break over lines. */
export function point(x: ArrayLike<number>): string {
  const shown = Array.from(x)
    .slice(0, MOST)
    .map((value) => String(Number(value.toPrecision(4))).replace("-", "−"));
  return `(${[...shown, ...(x.length > MOST ? ["…"] : [])].join(", ")})`;
}
