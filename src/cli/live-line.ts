/** How far a long computation is, in one line on a terminal's standard error. */

export interface LiveLine {
  /** @param note what else there is to say */
  readonly update: (done: number, total: number, note: string) => void;
  readonly done: () => void;
}

/** Milliseconds between two looks at it. */
const PERIOD = 200;

export function liveLine(quiet: boolean): LiveLine {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, done: () => undefined };
  const began = performance.now();
  let shown = 0;
  return {
    update(done, total, note) {
      const now = performance.now();
      if (now - shown < PERIOD) return;
      shown = now;
      const seconds = (now - began) / 1000;
      const left = done > 0 ? Math.ceil((seconds * (total - done)) / done) : Infinity;
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
      const rate = (done / seconds / 1e6).toPrecision(2);
      process.stderr.write(`\r\x1b[K${String(percent)} %, ${note}, ${rate} million steps/s, ${String(left)} s left`);
    },
    done() {
      process.stderr.write("\r\x1b[K");
    },
  };
}
