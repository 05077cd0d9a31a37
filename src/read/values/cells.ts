/**
 * Where values that change are kept: a variable is a cell of one value, an array a cell of many. Every write goes
 * through the journal, so that a branch or a round of a loop can be tried and taken back.
 */
import type { Cell, Protection, Value } from "./values.js";

export interface Rehearsal<Result> {
  readonly result: Result;
  /** The last contents of the cells that were there before and were written. */
  readonly written: ReadonlyMap<Cell, readonly Value[]>;
}

export class Journal {
  #serial = 0;
  /** Contents before the first write, since the innermost `observe` began. */
  #before = new Map<Cell, readonly Value[]>();

  cell(name: string | undefined, contents: readonly Value[], protection?: Protection): Cell {
    return { serial: this.#serial++, name, contents, ...(protection && { protection }) };
  }

  write(cell: Cell, contents: readonly Value[]): void {
    if (!this.#before.has(cell)) this.#before.set(cell, cell.contents);
    cell.contents = contents;
  }

  /** Runs, and tells which of the cells that were there before it has written, be it on a way that was taken back. */
  observe<Result>(run: () => Result): { result: Result; written: readonly Cell[] } {
    return this.#record((older) => ({ result: run(), written: older().map(([cell]) => cell) }));
  }

  /** Runs, notes what was written, and takes it back. */
  rehearse<Result>(run: () => Result): Rehearsal<Result> {
    return this.#record((older) => {
      try {
        const result = run();
        const last = older().map(([cell, before]) => {
          return [cell, cell.contents.map((value, k) => (value === before[k] ? value : this.seal(value)))] as const;
        });
        return { result, written: new Map(last) };
      } finally {
        for (const [cell, before] of older()) cell.contents = before;
      }
    });
  }

  /** Gives `run` the list of cells from before it that were written, with their first contents. */
  #record<Result>(run: (older: () => [Cell, readonly Value[]][]) => Result): Result {
    const [outer, born] = [this.#before, this.#serial];
    const before = (this.#before = new Map<Cell, readonly Value[]>());
    try {
      return run(() => [...before].filter(([cell]) => cell.serial < born));
    } finally {
      for (const [cell, contents] of before) if (!outer.has(cell)) outer.set(cell, contents);
      this.#before = outer;
    }
  }

  /**
   * The value as it is now, for arrays that may or may not become it: from here on neither they nor the copy can be
   * written, since a write through one name would have to show under the other on one of two ways only.
   */
  seal(value: Value): Value {
    if (value.kind === "object")
      return { kind: "object", fields: new Map([...value.fields].map(([name, field]) => [name, this.seal(field)])) };
    if (value.kind !== "list") return value;
    const { cell } = value;
    cell.protection ??= "copy";
    return {
      kind: "list",
      cell: this.cell(
        cell.name,
        cell.contents.map((item) => this.seal(item)),
        "copy",
      ),
    };
  }
}
