/**
 * Which pairs of entries stand how often in the rows, kept up to date while pairs are replaced. Almost all pairs stand in
 * one row alone: they are counted, but rows are looked for only when a pair is extracted.
 */
import type { PairRules, Row } from "./pair-rules.js";
import type { Value } from "./value.js";

/** A value that takes part. */
interface Member<W> {
  readonly value: Value;
  readonly position: number;
  readonly lines: Set<Line<W>>;
  /** With the members whose values were made later, by their positions and the proportion. */
  readonly pairs: Map<number, Pair<W>>;
}

/** A row, and its entries that take part. */
interface Line<W> {
  readonly row: Row<W>;
  readonly places: Map<Member<W>, Place<W>>;
}

interface Place<W> {
  readonly member: Member<W>;
  readonly weight: W;
  readonly code: number;
  /** When it came to stand there. */
  readonly since: number;
}

interface Pair<W> {
  readonly a: Member<W>;
  readonly b: Member<W>;
  readonly proportion: number;
  /** Its occurrences: now, and when it was last put in its place among all pairs. */
  total: number;
  settled: number;
  lastChange: number;
}

/** Members are fewer. */
const MOST_MEMBERS = 2 ** 20;

export class PairTable<W> {
  readonly #rules: PairRules<W>;
  readonly #members = new Map<Value, Member<W>>();
  readonly #lines = new Map<Row<W>, Line<W>>();
  /** Pairs by their number of occurrences, those of two or more, the last changed last. */
  readonly #byTotal: Set<Pair<W>>[] = [];
  /** Pairs that have changed since they were put there. */
  #changed: Pair<W>[] = [];
  #clock = 0;

  constructor(rules: PairRules<W>) {
    this.#rules = rules;
  }

  addRow(row: Row<W>, popular: ReadonlySet<Value>): void {
    const line: Line<W> = { row, places: new Map() };
    this.#lines.set(row, line);
    for (const [value, weight] of row.entries) if (popular.has(value)) this.#enter(line, value, weight);
  }

  mostFrequent(): Pair<W> | undefined {
    this.#settle();
    while (this.#byTotal.length > 2) {
      for (const pair of this.#byTotal.at(-1)!) return pair;
      this.#byTotal.pop();
    }
    return undefined;
  }

  extract(pair: Pair<W>): void {
    const { a, b } = pair;
    const lines = this.#linesOf(pair);
    const places = lines[0]!.places;
    const made = this.#rules.make(a.value, places.get(a)!.weight, b.value, places.get(b)!.weight);
    for (const line of lines)
      if (line.row.owner === made) this.#retire(line);
      else this.#replace(line, a, b, made);
  }

  /** The lines in which it stands, in the order in which it came there. */
  #linesOf({ a, b, proportion }: Pair<W>): readonly Line<W>[] {
    const found: { readonly line: Line<W>; readonly since: number }[] = [];
    for (const line of (a.lines.size < b.lines.size ? a : b).lines) {
      const [left, right] = [line.places.get(a), line.places.get(b)];
      if (!left || !right || this.#rules.times(a === b, left.weight, right.weight) === 0) continue;
      if (this.#rules.proportion(left.code, right.code) === proportion)
        found.push({ line, since: Math.max(left.since, right.since) });
    }
    return found.sort((one, other) => one.since - other.since).map(({ line }) => line);
  }

  /** The row that defines the pair itself stays as it is. */
  #retire(line: Line<W>): void {
    for (const place of [...line.places.values()]) this.#leave(line, place);
  }

  #replace(line: Line<W>, a: Member<W>, b: Member<W>, made: Value): void {
    const { entries } = line.row;
    const [left, right, weight] = this.#rules.replace(a === b, entries.get(a.value)!, entries.get(b.value)!);
    this.#setEntry(line, a.value, left);
    if (a !== b) this.#setEntry(line, b.value, right);
    this.#setEntry(line, made, this.#rules.combine(entries.get(made), weight));
  }

  #setEntry(line: Line<W>, value: Value, weight: W | undefined): void {
    const place = line.places.get(this.#memberOf(value));
    if (place) this.#leave(line, place);
    if (weight === undefined) line.row.entries.delete(value);
    else {
      line.row.entries.set(value, weight);
      this.#enter(line, value, weight);
    }
  }

  #enter(line: Line<W>, value: Value, weight: W): void {
    const member = this.#memberOf(value);
    const place = { member, weight, code: this.#rules.code(weight), since: this.#clock };
    line.places.set(member, place);
    member.lines.add(line);
    this.#count(line, place, 1);
  }

  #leave(line: Line<W>, place: Place<W>): void {
    this.#count(line, place, -1);
    line.places.delete(place.member);
    place.member.lines.delete(line);
  }

  /** Adds or removes the pairs of one place with all places of its line. */
  #count(line: Line<W>, place: Place<W>, sign: 1 | -1): void {
    for (const other of line.places.values()) {
      const isFirst = place.member.value.id <= other.member.value.id;
      const a = isFirst ? place : other;
      const b = isFirst ? other : place;
      const times = this.#rules.times(place === other, a.weight, b.weight);
      if (times === 0) continue;
      const pair = this.#pairOf(a, b);
      if (pair.lastChange < 0) this.#changed.push(pair);
      pair.lastChange = this.#clock++;
      pair.total += sign * times;
    }
    this.#clock++;
  }

  #memberOf(value: Value): Member<W> {
    let member = this.#members.get(value);
    if (member === undefined) {
      member = { value, position: this.#members.size, lines: new Set(), pairs: new Map() };
      this.#members.set(value, member);
    }
    return member;
  }

  #pairOf({ member: a, code: left }: Place<W>, { member: b, code: right }: Place<W>): Pair<W> {
    const proportion = this.#rules.proportion(left, right);
    const key = proportion * MOST_MEMBERS + b.position;
    let pair = a.pairs.get(key);
    if (pair === undefined) {
      pair = { a, b, proportion, total: 0, settled: 0, lastChange: -1 };
      a.pairs.set(key, pair);
    }
    return pair;
  }

  /** Puts pairs that have changed in their place, in the order of their last changes. */
  #settle(): void {
    const moving = this.#changed.filter(({ total, settled }) => total >= 2 || settled >= 2);
    for (const pair of moving.sort((one, other) => one.lastChange - other.lastChange)) {
      if (pair.settled >= 2) this.#byTotal[pair.settled]!.delete(pair);
      if (pair.total < 2) continue;
      while (this.#byTotal.length <= pair.total) this.#byTotal.push(new Set());
      this.#byTotal[pair.total]!.add(pair);
    }
    for (const pair of this.#changed) {
      pair.settled = pair.total;
      pair.lastChange = -1;
    }
    this.#changed = [];
  }
}
