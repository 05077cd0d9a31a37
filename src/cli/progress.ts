/** One status line on standard error, shown only once the work has taken more than a second. */
const PATIENCE = 1000;

export interface Progress {
  readonly update: (what: string) => void;
  readonly done: () => void;
}

const SILENT: Progress = { update: () => undefined, done: () => undefined };

/** On a terminal the line is rewritten in place; in a log each stage is a line. */
export function progress(name: string, quiet: boolean): Progress {
  if (quiet) return SILENT;
  const started = performance.now();
  const terminal = process.stderr.isTTY;
  let shown = false;
  return {
    update: (what) => {
      if (performance.now() - started < PATIENCE) return;
      shown = true;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stderr.write(terminal ? `\r\x1b[K${name}: ${what} … ${seconds} s` : `${name}: ${what} … ${seconds} s\n`);
    },
    done: () => {
      if (shown && terminal) process.stderr.write("\r\x1b[K");
    },
  };
}
