/** One status line on standard error, shown only once the work has taken more than a second. */
const PATIENCE = 1000;

export interface Progress {
  /** What is being done, and how much of it, from 0 to 1, where that is known. */
  readonly update: (what: string, part?: number) => void;
  readonly done: () => void;
}

const SILENT: Progress = { update: () => undefined, done: () => undefined };

/** On a terminal the line is rewritten in place; in a log each stage is a line, written when it begins. */
export function progress(name: string, quiet: boolean): Progress {
  if (quiet) return SILENT;
  const started = performance.now();
  const terminal = process.stderr.isTTY;
  let shown = false;
  let stage: string | undefined;
  return {
    update: (what, part) => {
      if (performance.now() - started < PATIENCE || (!terminal && what === stage)) return;
      shown = true;
      stage = what;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const share = part === undefined ? "" : `, ${String(Math.round(100 * part))} %`;
      process.stderr.write(
        terminal ? `\r\x1b[K${name}: ${what}${share} … ${seconds} s` : `${name}: ${what} … ${seconds} s\n`,
      );
    },
    done: () => {
      if (shown && terminal) process.stderr.write("\r\x1b[K");
    },
  };
}
