/** The formats by the ending of a file's name. */
import { csv } from "./csv.js";
import { ndjson } from "./ndjson.js";
import { npy } from "./npy.js";

export const FORMATS = { csv, ndjson, npy } as const;
export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);

export type { Row } from "./format.js";
