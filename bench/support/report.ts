/** What a bench prints and keeps. */
import { readFileSync, writeFileSync } from "node:fs";

/** Nanoseconds of each contestant, by case. */
export type Times = Readonly<Record<string, Readonly<Record<string, number>>>>;

const UNITS = [
  ["ns", 1e3],
  ["µs", 1e6],
  ["ms", 1e9],
  ["s", Infinity],
] as const;

/** Three digits with the unit that fits. */
export function digits(ns: number): string {
  const i = UNITS.findIndex(([, limit]) => ns < limit * 0.9995);
  return `${(ns / 1e3 ** i).toPrecision(3)} ${UNITS[i]![0]}`;
}

/**
 * Prints a table: a row for each case with the time of the first contestant, and how many times as long the others took.
 * Keeps the times under `title` in the file that scripts/bench.mjs names.
 */
export function report(title: string, unit: string, times: Times): void {
  const rows = Object.entries(times).map(([name, { yardstick: _, ...contestants }]) => {
    const [[first, time], ...others] = Object.entries(contestants) as [[string, number], ...[string, number][]];
    return [
      name,
      {
        [first]: digits(time),
        ...Object.fromEntries(others.map(([other, ns]) => [`${other} ×`, (ns / time).toPrecision(3)])),
      },
    ];
  });
  console.log(`\n${title}: time per ${unit}; other columns as multiples of the first`);
  console.table(Object.fromEntries(rows));
  const file = process.env.GEN_SDE_BENCH_RESULTS;
  if (file === undefined) return;
  const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, Times>;
  writeFileSync(file, JSON.stringify({ ...kept, [title]: times }, undefined, 1));
}
