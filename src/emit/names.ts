/** Tables of the names in scope: whatever the user's names are, no two things get the same one. */

/** Words that cannot name a variable in strict code, and globals that emitted code uses. */
const RESERVED: readonly string[] = (
  "abstract arguments as async await break case catch class const continue debugger declare default delete do else " +
  "enum eval export extends false finally for function get if implements import in infer instanceof interface is let " +
  "module namespace never new null object of package private protected public readonly require return satisfies set " +
  "static string super switch symbol this throw true try type typeof undefined unknown var void while with yield " +
  "Array Float64Array Infinity Math NaN Number TypeError any bigint boolean number"
).split(" ");

export class NameTable {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = RESERVED) {
    this.#taken = new Set(taken);
  }

  /** A scope inside this one: it sees these names and adds its own. */
  inner(): NameTable {
    return new NameTable(this.#taken);
  }

  /** The wanted name, with underscores behind it until nothing else has it. */
  take(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }

  /** The next free name of a numbered series: t1, t2, … */
  *series(prefix: string): Generator<string, never> {
    for (let n = 1; ; n++) {
      const name = `${prefix}${n}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      yield name;
    }
  }
}
