/** A formula that is being written: its style, the letters of its indices, and where parentheses go. */
import { type Expr, type IndexVariable, type Kind, open } from "../../expr/index.js";
import { Binds, type Printed } from "../../expr/binds.js";
import { type IndexNames, type Letters, freeLetter } from "./letters.js";
import type { Style } from "./style.js";

export type Writer<K extends Kind> = (e: Extract<Expr, { kind: K }>, w: Writing) => Printed;
export type Writers = { readonly [K in Kind]: Writer<K> };

export class Writing {
  readonly style: Style;
  readonly #writers: Writers;
  readonly #letters: Letters;
  readonly #names: IndexNames;

  constructor(style: Style, writers: Writers, letters: Letters, names: IndexNames) {
    this.style = style;
    this.#writers = writers;
    this.#letters = letters;
    this.#names = names;
  }

  /** `e` without parentheses. */
  text(e: Expr): string {
    return this.#write(e)[0];
  }

  /** `e` where only what binds at least so strongly may stand without parentheses. */
  at(e: Expr, least: Binds): string {
    const [text, binds] = this.#write(e);
    return binds < least ? this.style.group(text) : text;
  }

  letter(variable: IndexVariable): string {
    return this.#names.get(variable) ?? variable.name;
  }

  /** The letter of the index of a sum, and its body with that letter. */
  sum(e: Extract<Expr, { kind: "sum" }>): readonly [letter: string, body: string] {
    const [variable, body] = open(e);
    const letter = freeLetter(variable, this.#names, this.#letters);
    const names = new Map([...this.#names, [variable, letter]]);
    return [letter, new Writing(this.style, this.#writers, this.#letters, names).at(body, Binds.Product)];
  }

  #write(e: Expr): Printed {
    return (this.#writers[e.kind] as Writer<Kind>)(e, this);
  }
}
