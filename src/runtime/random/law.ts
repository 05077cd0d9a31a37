import { checkInteger } from "../check.js";
import { blocks } from "./blocks.js";
import type { Block } from "./philox.js";
import { CAPACITY } from "./simd.js";

/** Which number of which step of which path. */
export interface Place {
  readonly seed: number;
  readonly path: number;
  readonly step: number;
  readonly index: number;
}

/** A law of independent random numbers, each a pure function of its place: how it is read off blocks. */
export interface Law {
  /** How many numbers a block gives: number i of a step comes from its block ⌊i / perBlock⌋. */
  readonly perBlock: number;
  /**
   * Writes `count` numbers for each of `steps` consecutive steps to out[to], out[to + 1], … from `words`, in which each
   * step begins with a block of its own. `place` is that of the first number, its index a multiple of perBlock. What the
   * words do not decide comes from fresh blocks of that place.
   */
  read(words: Block, out: Float64Array, to: number, count: number, steps: number, place: Place): void;
  /**
   * The same for one block of each of `paths` consecutive paths: numbers 0, …, count − 1 of block b to row `row` and
   * those that follow, out[row·paths + b], … `place` is that of the first path.
   */
  readSideBySide(words: Block, out: Float64Array, row: number, count: number, paths: number, place: Place): void;
}

/** out[0..count) = numbers 0, …, count − 1 of one step; number i does not depend on `count`. */
export function fill(law: Law, seed: number, path: number, step: number, out: Float64Array, count = out.length): void {
  const most = CAPACITY * law.perBlock;
  for (let index = 0; index < count; index += most) {
    const now = Math.min(most, count - index);
    const words = blocks().ofStep(seed, path, step, index / law.perBlock, Math.ceil(now / law.perBlock));
    law.read(words, out, index, now, 1, { seed, path, step, index });
  }
}

/** The random numbers of a step of a path, overwritten by later calls. */
export type Draw = (path: number, step: number) => Float64Array;

/** Blocks drawn ahead at most. */
const AHEAD = 256;

/**
 * The function (path, step) ↦ numbers 0, …, count − 1 of that step, the same as those of `fill`. It draws ahead:
 * consecutive steps of a path, which is how processes run, cost a fraction of single ones.
 */
export function draws(law: Law, seed: number, count: number): Draw {
  const perStep = Math.ceil(count / law.perBlock);
  const mostSteps = Math.max(1, Math.floor(AHEAD / perStep) & -4);
  const ahead = new Float64Array(mostSteps * count);
  const ofStep = Array.from({ length: mostSteps }, (_, s) => ahead.subarray(s * count, (s + 1) * count));
  let heldPath = -1;
  let begin = 0;
  let end = 0;
  const refill = (path: number, step: number): void => {
    // One step for whoever jumps; 4, 8, 16, … at a time for a path on its way.
    const steps = path === heldPath && step === end ? Math.min(Math.max(4, 2 * (end - begin)), mostSteps) : 1;
    if (steps === 1) fill(law, seed, path, step, ahead);
    else {
      const words = blocks().ofSteps(seed, path, step, steps, perStep);
      law.read(words, ahead, 0, count, steps, { seed, path, step, index: 0 });
    }
    heldPath = path;
    begin = step;
    end = step + steps;
  };
  return (path, step) => {
    if (path !== heldPath || step < begin || step >= end) refill(path, step);
    return ofStep[step - begin]!;
  };
}

/**
 * The function (first, step) ↦ the same numbers of the paths first, …, first + paths − 1 side by side: number i of path
 * first + b at i·paths + b. Overwritten by later calls; paths ≤ CAPACITY, even.
 */
export function drawsSideBySide(law: Law, seed: number, count: number, paths: number): Draw {
  const perStep = Math.ceil(count / law.perBlock);
  const numbers = new Float64Array(count * paths);
  return (first, step) => {
    for (let block = 0; block < perStep; block++) {
      const words = blocks().ofPaths(seed, first, step, block, paths);
      const index = block * law.perBlock;
      const now = Math.min(law.perBlock, count - index);
      law.readSideBySide(words, numbers, index, now, paths, { seed, path: first, step, index });
    }
    return numbers;
  };
}

/**
 * ξ of steps as long as `substeps` of those that `draw` is for: (ξ_mk + … + ξ_{mk+m−1})/√m, which is the same increment of
 * the Brownian path.
 */
export function summed(draw: Draw, substeps: number): Draw {
  checkInteger("substeps", substeps, 1);
  if (substeps === 1) return draw;
  const factor = Math.sqrt(1 / substeps);
  let sums = new Float64Array(0);
  return (path, step) => {
    for (let j = 0; j < substeps; j++) {
      const xi = draw(path, substeps * step + j);
      if (sums.length !== xi.length) sums = new Float64Array(xi.length);
      for (let i = 0; i < xi.length; i++) sums[i] = j === 0 ? xi[i]! : sums[i]! + xi[i]!;
    }
    for (let i = 0; i < sums.length; i++) sums[i]! *= factor;
    return sums;
  };
}
