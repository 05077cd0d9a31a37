/** Rows of numbers as CSV, and in columns for the screen. */
export type Row = Readonly<Record<string, number | undefined>>;

export const csv = (rows: readonly Row[]): string =>
  lines(rows, 6)
    .map((line) => `${line.join(",")}\n`)
    .join("");

export function table(rows: readonly Row[]): string {
  const all = lines(rows, 4);
  const widths = all[0]!.map((_, i) => Math.max(...all.map((line) => line[i]!.length)));
  return all.map((line) => line.map((text, i) => text.padStart(widths[i]!)).join("  ")).join("\n");
}

const lines = (rows: readonly Row[], digits: number): string[][] => [
  Object.keys(rows[0]!),
  ...rows.map((row) => Object.values(row).map((value) => written(value, digits))),
];

const written = (value: number | undefined, digits: number): string =>
  value === undefined ? "" : String(Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
