/** A file format of time series: bytes for the head, and for one record after the other. */

/** One path at one time. */
export interface Row {
  readonly path: number;
  readonly step: number;
  readonly time: number;
  readonly values: readonly number[];
}

export interface Format {
  /**
   * What stands before the first record. Its length does not depend on the number of records, so that it can be
   * written again in place when that changes.
   */
  head(columns: readonly string[], records: number, paths: number): Uint8Array;
  /** All paths at one time. */
  record(rows: readonly Row[], columns: readonly string[]): Uint8Array;
}

/** What every row has before its columns. */
export const LEADING = ["path", "step", "time"] as const;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
