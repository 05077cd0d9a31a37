/** Identifiers of generated code: each thing keeps its name where that is free, and gets a number where it is not. */
export class Scope {
  readonly #outer: Scope | undefined;
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  constructor(reserved: readonly string[], outer?: Scope) {
    this.#taken = new Set(reserved);
    this.#outer = outer;
  }

  inner(): Scope {
    return new Scope([], this);
  }

  /** The identifier of a thing of this kind and name, taken now if it has none. */
  name(kind: string, name: string): string {
    return this.#find(`${kind} ${name}`) ?? this.take(kind, name);
  }

  /** A new identifier for it, `wanted` where that is free. */
  take(kind: string, name: string, wanted = name): string {
    const plain = wanted.replaceAll(/[^\p{ID_Continue}$]+/gu, "_").replace(/^(?![\p{ID_Start}$_])/u, "_");
    let identifier = plain;
    for (let i = 2; this.#isTaken(identifier); i++) identifier = `${plain}_${String(i)}`;
    this.#taken.add(identifier);
    this.#names.set(`${kind} ${name}`, identifier);
    return identifier;
  }

  #find(key: string): string | undefined {
    return this.#names.get(key) ?? (this.#outer ? this.#outer.#find(key) : undefined);
  }

  #isTaken(identifier: string): boolean {
    return (
      RESERVED.has(identifier) ||
      this.#taken.has(identifier) ||
      (this.#outer !== undefined && this.#outer.#isTaken(identifier))
    );
  }
}

const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield NaN Infinity " +
    "Math Float64Array"
  ).split(" "),
);
