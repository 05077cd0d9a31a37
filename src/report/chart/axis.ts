/** Axes: what they span, and where the ticks are. */

export interface Axis {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly log?: boolean;
  /** Instead of round numbers. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[];
}

export function ticksOf({ min, max, log = false, ticks }: Axis): readonly { at: number; text: string }[] {
  if (ticks !== undefined) return ticks;
  const values = log ? logarithmic(min, max) : linear(min, max);
  return values.map((at) => ({ at, text: written(at) }));
}

/** Multiples of 1, 2 or 5 times a power of ten, four to seven of them. */
function linear(min: number, max: number): number[] {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.8)!;
  const first = Math.ceil(min / step - 1e-9);
  const count = Math.floor(max / step + 1e-9) - first;
  return Array.from({ length: count + 1 }, (_, i) => (first + i) * step);
}

/** Powers of ten; with their doubles and fives where there are few of them. */
function logarithmic(min: number, max: number): number[] {
  const factors = max / min > 300 ? [1] : [1, 2, 5];
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++)
    for (const factor of factors) values.push(factor * 10 ** power);
  return values.filter((value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function written(value: number): string {
  const power = Math.log10(Math.abs(value));
  if (value === 0 || !Number.isInteger(power) || (power <= 3 && power >= -2))
    return String(Number(value.toPrecision(6))).replace("-", "−");
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}
