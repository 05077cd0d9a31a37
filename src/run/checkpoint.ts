/** Where a run stands, on the disk: enough to go on to the same bits. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

export interface Checkpoint {
  /** Everything that the bits depend on; a run goes on only under the same. */
  readonly identity: string;
  /** Step, number of records, and length in bytes of what is written. */
  readonly step: number;
  readonly records: number;
  readonly bytes: number;
  readonly states: readonly Float64Array[];
}

const VERSION = 1;

/** Written beside itself and moved into place: there is always a whole one. */
export function writeCheckpoint(file: string, { states, ...rest }: Checkpoint): void {
  const encoded = states.map((state) =>
    Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString("base64"),
  );
  writeFileSync(`${file}.new`, JSON.stringify({ version: VERSION, ...rest, states: encoded }));
  renameSync(`${file}.new`, file);
}

/** Undefined when there is none; throws for a file that is no checkpoint. */
export function readCheckpoint(file: string): Checkpoint | undefined {
  if (!existsSync(file)) return undefined;
  const { version, states, ...rest } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: number;
    readonly states: readonly string[];
  } & Omit<Checkpoint, "states">;
  if (version !== VERSION) throw new Error(`it has version ${String(version)}, not ${String(VERSION)}`);
  return { ...rest, states: states.map(decode) };
}

function decode(text: string): Float64Array {
  const bytes = Buffer.from(text, "base64");
  const state = new Float64Array(bytes.byteLength / 8);
  new Uint8Array(state.buffer).set(bytes);
  return state;
}

export const removeCheckpoint = (file: string): void => {
  rmSync(file, { force: true });
};
