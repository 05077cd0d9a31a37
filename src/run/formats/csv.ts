/** Comma-separated values, RFC 4180: a line of names, then a line a path and time; numbers with all their digits. */
import { type Format, LEADING, utf8 } from "./format.js";

const quoted = (name: string): string => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

export const csv: Format = {
  head: (columns) => utf8(`${[...LEADING, ...columns].map(quoted).join(",")}\n`),
  record: (rows) =>
    utf8(rows.map(({ path, step, time, values }) => `${[path, step, time, ...values].join(",")}\n`).join("")),
};
