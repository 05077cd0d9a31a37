/** Runs paths and keeps what is observed at their ends; can be stopped at any time without loss of what is done. */
import { type Process, SimulationError, simulate } from "../runtime/index.js";

/** Where a sample comes from. */
export interface Source {
  readonly process: Process;
  readonly start: ArrayLike<number>;
  readonly steps: number;
  /** How many processes the process is made of. */
  readonly processes: number;
  /** The observables of a last state. */
  readonly observe: (state: Float64Array) => Float64Array;
}

/** Returns to the event loop a few times a second, and tells what is done. */
export interface Pace {
  /** To be called after some work; throws when the run is to stop. */
  rest(steps: number): Promise<void> | undefined;
}

/** The state after the last step of one path. */
export function lastState(
  process: Process,
  { start, steps, path = 0 }: { start: ArrayLike<number>; steps: number; path?: number },
): Float64Array {
  let end = new Float64Array();
  for (const { x } of simulate(process, { start, steps, path, every: Math.max(steps, 1) })) end = x.slice();
  return end;
}

/** Steps between two looks at the clock. */
const STRETCH = 1024;

export class Sample {
  readonly source: Source;
  /** The number of the next path. */
  next = 0;
  lost = 0;
  readonly #observed: Float64Array[] = [];

  constructor(source: Source) {
    this.source = source;
  }

  get paths(): number {
    return this.#observed.length;
  }

  /** Observable i of every path. */
  values(i: number): Float64Array {
    return Float64Array.from(this.#observed, (observed) => observed[i]!);
  }

  /** Runs paths until path number `until`. Those that leave the basin of Γ or the finite numbers are counted, not kept. */
  async extend(until: number, pace: Pace): Promise<void> {
    const { process, start, steps, processes, observe } = this.source;
    while (this.next < until) {
      const path = this.next;
      try {
        let last = 0;
        for (const { step, x } of simulate(process, { start, steps, path, every: STRETCH })) {
          await pace.rest((step - last) * processes);
          last = step;
          if (step < steps) continue;
          const observed = observe(x);
          if (observed.every(Number.isFinite)) this.#observed.push(observed);
          else this.lost++;
        }
      } catch (error) {
        if (!(error instanceof SimulationError)) throw error;
        this.lost++;
      }
      this.next++;
    }
  }
}
