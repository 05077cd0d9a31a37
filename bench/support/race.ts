/** Contestants in turns, round after round, so that whatever else the machine does is the same for all. */

/** Runs so many times, and gives the nanoseconds of processor time that one took. */
export type Contestant = (calls: number) => number;

/** Something in this process. */
export const here =
  (run: () => void): Contestant =>
  (calls) => {
    const start = processorTime();
    for (let c = 0; c < calls; c++) run();
    return ((processorTime() - start) * 1e3) / calls;
  };

/** Microseconds of this process, which are not those that other programs take from it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const ROUNDS = 11;

/**
 * The median nanoseconds of each, called so many times a round, over the second half of the rounds. Among them is
 * always a yardstick that never changes, by which results of different machines and days are compared.
 */
export function race<Name extends string>(
  calls: number,
  contestants: Readonly<Partial<Record<Name, Contestant>>>,
): Record<Name | "yardstick", number> {
  const all = [
    ...Object.entries<Contestant>(contestants as Record<Name, Contestant>),
    ["yardstick", yardstick] as const,
  ];
  const times = all.map((): number[] => []);
  for (let round = 0; round < 2 * ROUNDS; round++)
    all.forEach(([, run], i) => {
      const time = run(calls);
      if (round >= ROUNDS) times[i]!.push(time);
    });
  return Object.fromEntries(all.map(([name], i) => [name, median(times[i]!)])) as Record<Name | "yardstick", number>;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const YARDSTICK_CALLS = 200;
const row = new Float64Array(1000).map((_, i) => Math.sin(i));
/** Keeps results alive. */
export const sink = { value: 0 };

/** One multiplication and addition of a dot product in JavaScript: a chain of additions, so about four cycles. */
const yardstick = (): number => {
  const one = here(() => {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += row[i]! * row[i]!;
    sink.value += sum;
  });
  return one(YARDSTICK_CALLS) / row.length;
};
