/** Contestants that are programs: C by gcc, Python with its libraries; left out, with a word, where they are missing. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contestant } from "./race.js";

const FLAGS = {
  "C -O2": ["-O2"],
  "C -O3 native": ["-O3", "-march=native"],
  "C fast-math": ["-O3", "-march=native", "-ffast-math"],
} as const;
type Compiled = keyof typeof FLAGS;

const folder = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});

/** Runs `program args… calls`, which prints nanoseconds per call; libraries are held to one thread, as we are. */
const printed =
  (program: string, args: readonly string[]): Contestant =>
  (calls) =>
    Number(execFileSync(program, [...args, String(calls)], { encoding: "utf8", env: ONE_THREAD }));
const ONE_THREAD = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };

/** What every C program has: a clock, and deterministic numbers, the same as `numbers` below. */
const PRELUDE = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
#include <math.h>
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
static double *numbers(long length, double seed) {
  double *a = malloc(length * sizeof(double));
  for (long i = 0; i < length; i++) a[i] = sin(0.7310585 * (i + 1.0) * (i + 1.0) + seed);
  return a;
}
`;

export const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(0.7310585 * (i + 1.0) * (i + 1.0) + seed));

/**
 * The C program `source`, compiled at each set of FLAGS: contestants for any arguments. Its main gets these
 * and then the number of calls, and prints nanoseconds per call.
 */
export function inC(name: string, source: string): (...args: readonly number[]) => Record<Compiled, Contestant> {
  const none = {} as Record<Compiled, Contestant>;
  if (spawnSync("gcc", ["--version"]).status !== 0) {
    console.error("no gcc: C is left out");
    return () => none;
  }
  const file = join(folder, `${name}.c`);
  writeFileSync(file, PRELUDE + source);
  const programs = Object.entries(FLAGS).map(([title, flags], i) => {
    const program = join(folder, `${name}-${i}`);
    execFileSync("gcc", [...flags, "-o", program, file, "-lm"]);
    return [title, program] as const;
  });
  return (...args) =>
    Object.fromEntries(programs.map(([title, program]) => [title, printed(program, args.map(String))])) as typeof none;
}

/** What every Python program has: its arguments, and `measure`, which prints nanoseconds per call. */
const PYTHON_PRELUDE = `
import sys, time
*args, calls = [int(a) for a in sys.argv[1:]]
def measure(run):
    run()
    start = time.process_time()
    for _ in range(calls): run()
    print((time.process_time() - start) * 1e9 / calls)
`;

/** The Python program `source`, if its libraries are installed; `title` names the contestant. */
export function inPython<Title extends string>(
  title: Title,
  libraries: readonly string[],
  source: string,
): (...args: readonly number[]) => Partial<Record<Title, Contestant>> {
  const imports = libraries.map((library) => `import ${library}`).join("\n");
  if (spawnSync("python3", ["-c", imports]).status !== 0) {
    console.error(`no python3 with ${libraries.join(" and ")}: ${title} is left out`);
    return () => ({});
  }
  const file = join(folder, `${title.replace(/\W/g, "-")}-${source.length}.py`);
  writeFileSync(file, `${imports}\n${PYTHON_PRELUDE}\n${source}`);
  // Starting Python takes as long as many calls: it runs once, for all rounds.
  return (...args) => {
    let time: number | undefined;
    return { [title]: (calls: number) => (time ??= printed("python3", [file, ...args.map(String)])(calls)) } as never;
  };
}
