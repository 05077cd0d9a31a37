/** A run of a registered process, and what another implementation of the same run found. */
import type { Model, Observable, ProcessSpec } from "gen-sde/runtime";

/** A value of the other implementation, with its standard error; or of the theory, without. */
export interface Reference {
  readonly mean: number;
  readonly error?: number;
}

export interface Case {
  readonly name: string;
  readonly model: Model;
  readonly spec: ProcessSpec;
  readonly start: readonly number[] | ((path: number) => readonly number[]);
  /** Slow time. */
  readonly T: number;
  readonly paths: number;
  readonly observe: Readonly<Record<string, Observable>>;
  readonly reference: Readonly<Record<string, Reference>>;
}

/** The process of an algorithm, seed 1. */
export const algorithm = (
  dynamics: ProcessSpec["dynamics"],
  learningRate: number,
  options: ProcessSpec["options"] = {},
): ProcessSpec => ({
  dynamics,
  side: "algorithm",
  options: { learningRate, seed: 1, ...options },
});

/** [η, paths, [mean, s.e.] of each observable …] */
type Row = readonly [eta: number, paths: number, ...values: (readonly [mean: number, error: number])[]];

/** The same run at several η. */
export function family(
  name: string,
  rows: readonly Row[],
  rest: Omit<Case, "name" | "paths" | "spec" | "reference">,
  spec: (eta: number) => ProcessSpec,
): Case[] {
  const names = Object.keys(rest.observe);
  return rows.map(([eta, paths, ...values]) => ({
    ...rest,
    ...{ name: `${name}-${String(eta)}`, paths, spec: spec(eta) },
    reference: Object.fromEntries(values.map(([mean, error], i) => [names[i]!, { mean, error }])),
  }));
}
