/** Contestants that are other programs. Each prints nanoseconds per call, or with 0 calls the numbers that it computes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agree } from "./agree.js";
import type { Contestant } from "./race.js";

/** For sources and what is made of them. */
export const folder = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});

/** Libraries are held to one thread, as we are. */
const ONE_THREAD = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** `command` is a program and its arguments; the number of calls comes last. */
export const printed =
  ([program, ...args]: readonly [string, ...string[]]): Contestant =>
  (calls) =>
    Number(run(program, [...args, String(calls)]));

/** @throws Error if what the program computes is not what is expected, to 1e-9 of the largest number. */
export function check(title: string, [program, ...args]: readonly [string, ...string[]], expected: Float64Array): void {
  agree(title, JSON.parse(run(program, [...args, "0"])) as number[], expected, 1e-9);
}

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: "utf8", env: ONE_THREAD, maxBuffer: 1e8 });

/** Deterministic numbers, the same in C and in Python: squares are exact, so that all round the large angles alike. */
export const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(0.7310585 * (i + 1) ** 2 + seed));
