/** What a bench prints and keeps. */
import { readFileSync, writeFileSync } from "node:fs";

/** Nanoseconds of each contestant, by case. */
export type Times = Readonly<Record<string, Readonly<Record<string, number>>>>;

const digits = (ns: number): string =>
  ns < 1e4
    ? `${ns.toPrecision(3)} ns`
    : ns < 1e7
      ? `${(ns / 1e3).toPrecision(3)} µs`
      : `${(ns / 1e6).toPrecision(3)} ms`;

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
