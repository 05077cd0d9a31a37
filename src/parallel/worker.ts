/** What each thread runs: chunks of leaves, taken one after the other from a shared counter, until none is left. */
import { Forest, type Tree } from "../runtime/ensemble/forest.js";
import { runLeaf } from "../runtime/ensemble/leaf.js";
import type { Tally } from "../runtime/ensemble/tally.js";
import { leafCount, type Work } from "../runtime/ensemble/work.js";
import { batchesOf } from "../runtime/group.js";
import { SimulationError } from "../runtime/index.js";
import { load, type ProcessSource } from "./source.js";

/** Counters that the threads share, by their place in `Job.counters`. */
export const COUNTERS = { nextLeaf: 0, pathsDone: 1, stopAtLeaf: 2 } as const;

/** A thread takes at most one of so many shares of its part of what is left. */
const SHARES = 2;

export interface Job {
  readonly source: ProcessSource;
  readonly work: Pick<Work, "firstPath" | "paths" | "frames" | "cells" | "samples">;
  /** One state, or one for each path. */
  readonly starts: readonly Float64Array[];
  readonly workers: number;
  readonly counters: Int32Array;
}

export interface Failure {
  readonly leaf: number;
  readonly error: unknown;
  /** The parts of a SimulationError, whose class a message between threads would lose. */
  readonly simulation?: Pick<SimulationError, "code" | "message" | "details">;
}

export interface Outcome {
  /** trees[frame], for each chunk. */
  readonly chunks: readonly (readonly (readonly Tree[])[])[];
  readonly failure?: Failure;
}

export default async function run({ source, work: described, starts, workers, counters }: Job): Promise<Outcome> {
  const { process, observe } = await load(source);
  const work: Work = {
    ...described,
    process,
    batchOf: batchesOf(process),
    observe: Object.entries(observe),
    start: (path) => starts[starts.length === 1 ? 0 : path - described.firstPath]!,
  };
  const leaves = leafCount(work);
  const chunks: Tree[][][] = [];
  for (;;) {
    const chunk = takeChunk(counters, leaves, workers);
    if (chunk === undefined) return { chunks };
    const forests = work.frames.map(() => new Forest());
    for (let leaf = chunk.from; leaf < chunk.to; leaf++) {
      try {
        const tallies = finish(work, leaf, counters);
        if (tallies === undefined) return { chunks };
        tallies.forEach((tally, frame) => {
          forests[frame]!.push({ level: 0, index: leaf, tally });
        });
      } catch (error) {
        stopAt(counters, leaf);
        return { chunks, failure: failureOf(leaf, error) };
      }
    }
    chunks.push(forests.map(({ trees }) => trees));
  }
}

/**
 * Leaves from `from` to `to` − 1, taken from those that are left: many at first, to come back as few trees, one at a
 * time in the end, so that all threads are done together. Always a whole tree, 2^j leaves from a multiple of 2^j on.
 */
function takeChunk(counters: Int32Array, leaves: number, workers: number): { from: number; to: number } | undefined {
  for (;;) {
    const from = Atomics.load(counters, COUNTERS.nextLeaf);
    if (from >= leaves) return undefined;
    const share = (leaves - from) / (SHARES * workers);
    let size = 1;
    while (2 * size <= share && from % (2 * size) === 0) size *= 2;
    const to = from + size;
    if (Atomics.compareExchange(counters, COUNTERS.nextLeaf, from, to) === from) return { from, to };
  }
}

/** The tallies of a leaf; undefined when the work was stopped before it. */
function finish(work: Work, leaf: number, counters: Int32Array): Tally[] | undefined {
  const running = runLeaf(work, leaf);
  for (let next = running.next(); ; next = running.next()) {
    if (next.done === true) return next.value;
    Atomics.add(counters, COUNTERS.pathsDone, next.value);
    if (Atomics.load(counters, COUNTERS.stopAtLeaf) < leaf) return undefined;
  }
}

/** Lowers the leaf at which everybody stops; those before it go on, so that the first failure is always the same. */
function stopAt(counters: Int32Array, leaf: number): void {
  for (;;) {
    const now = Atomics.load(counters, COUNTERS.stopAtLeaf);
    if (now <= leaf || Atomics.compareExchange(counters, COUNTERS.stopAtLeaf, now, leaf) === now) return;
  }
}

function failureOf(leaf: number, error: unknown): Failure {
  if (!(error instanceof SimulationError)) return { leaf, error };
  const { code, message, details } = error;
  return { leaf, error: undefined, simulation: { code, message, details } };
}
