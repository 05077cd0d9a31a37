/** Where records go: standard output, or a file that has its name only when it is whole. */
import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../emit/index.js";

export interface Output {
  /** Bytes written so far. */
  readonly bytes: number;
  write(bytes: Uint8Array): void;
  /** Replaces the first bytes. */
  rewriteHead(bytes: Uint8Array): void;
  /** Gives the file its name. */
  finish(): void;
  /** Leaves it as it is. */
  close(): void;
}

const partialName = (file: string): string => `${file}.partial`;

/** @param from bytes of an earlier run to keep; 0 begins anew */
export function fileOutput(file: string, from: number): Output {
  const partial = partialName(file);
  makeFolder(dirname(file));
  if (from > 0 && !existsSync(partial)) copyFileSync(file, partial);
  const descriptor = openSync(partial, from > 0 ? "r+" : "w");
  ftruncateSync(descriptor, from);
  let bytes = from;
  return {
    get bytes() {
      return bytes;
    },
    write(block) {
      writeSync(descriptor, block, 0, block.length, bytes);
      bytes += block.length;
    },
    rewriteHead(head) {
      writeSync(descriptor, head, 0, head.length, 0);
    },
    finish() {
      closeSync(descriptor);
      renameSync(partial, file);
    },
    close() {
      closeSync(descriptor);
    },
  };
}

/** Standard output: written in order, and never taken back. */
export function streamOutput(): Output {
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    write(block) {
      process.stdout.write(block);
      bytes += block.length;
    },
    rewriteHead: () => undefined,
    finish: () => undefined,
    close: () => undefined,
  };
}
