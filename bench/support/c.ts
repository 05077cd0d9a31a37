/** Contestants in C, compiled on the spot by gcc; left out, with a word, where it is missing. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, folder, printed } from "./programs.js";
import type { Contestant } from "./race.js";

const FLAGS = {
  "C -O2": ["-O2"],
  "C -O3 native": ["-O3", "-march=native"],
  "C fast-math": ["-O3", "-march=native", "-ffast-math"],
} as const;
type Compiled = keyof typeof FLAGS;

/** What every program has: a clock, `numbers` of programs.ts, and what prints an array as JSON. */
const PRELUDE = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
#include <math.h>
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
__attribute__((noinline, optimize("no-fast-math"))) static double *numbers(long length, double seed) {
  double *a = malloc(length * sizeof(double));
  for (long i = 0; i < length; i++) a[i] = sin(0.7310585 * ((i + 1.0) * (i + 1.0)) + seed);
  return a;
}
static int printNumbers(const double *a, long length) {
  for (long i = 0; i < length; i++) printf("%s%.17g", i ? ", " : "[", a[i]);
  return puts("]") == EOF;
}
`;

/** Contestants for arguments; `waits` has the nanoseconds, on the clock, that compiling each took. */
export interface CProgram {
  (args: readonly number[], expected?: Float64Array): Readonly<Partial<Record<Compiled, Contestant>>>;
  readonly waits: Readonly<Partial<Record<Compiled, number>>>;
}

/**
 * The program `source`, compiled at each set of FLAGS. Its main gets the arguments and then the number of calls, and
 * prints nanoseconds per call; with expected numbers, it prints those that it computes for 0 calls, as JSON.
 */
export function inC(name: string, source: string): CProgram {
  if (spawnSync("gcc", ["--version"]).status !== 0) {
    console.error("no gcc: C is left out");
    return Object.assign(() => ({}), { waits: {} });
  }
  const file = join(folder, `${name}.c`);
  writeFileSync(file, PRELUDE + source);
  const programs = Object.entries(FLAGS).map(([title, flags], i) => {
    const program = join(folder, `${name}-${i}`);
    const start = performance.now();
    execFileSync("gcc", [...flags, "-o", program, file, "-lm"]);
    return { title, program, wait: (performance.now() - start) * 1e6 };
  });
  const contestants = (args: readonly number[], expected?: Float64Array): Partial<Record<Compiled, Contestant>> =>
    Object.fromEntries(
      programs.map(({ title, program }) => {
        const command = [program, ...args.map(String)] as const;
        if (expected) check(`${name}, ${title}`, command, expected);
        return [title, printed(command)];
      }),
    );
  return Object.assign(contestants, { waits: Object.fromEntries(programs.map(({ title, wait }) => [title, wait])) });
}
