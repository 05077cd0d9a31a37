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
  const isPlain = log
    ? (at: number) => at >= 0.01 && at <= 1000
    : () => largest(values) < 1e6 && smallest(values) >= 1e-4;
  return values.map((at) => ({ at, text: isPlain(at) ? plain(at) : scientific(at) }));
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

const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
const smallest = (values: readonly number[]): number => Math.min(...values.filter((at) => at !== 0).map(Math.abs));

/** 0.05, −3, 200 000: digits in groups of three from five digits on. */
function plain(value: number): string {
  const text = String(Number(value.toPrecision(6))).replace("-", "−");
  return Math.abs(value) < 10_000 ? text : text.replace(/\d(?=(\d{3})+$)/g, "$&\u2009");
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 2·10⁻⁵ */
function scientific(value: number): string {
  if (value === 0) return "0";
  const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const factor = plain(value / 10 ** power);
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${factor === "1" ? "" : `${factor}·`}10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}
