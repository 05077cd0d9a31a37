/** Newline-delimited JSON: an object a path and time. */
import { type Format, utf8 } from "./format.js";

export const ndjson: Format = {
  head: () => new Uint8Array(),
  record: (rows, columns) =>
    utf8(
      rows
        .map(({ path, step, time, values }) => {
          const named = Object.fromEntries(columns.map((name, i) => [name, values[i]]));
          return `${JSON.stringify({ path, step, time, ...named })}\n`;
        })
        .join(""),
    ),
};
