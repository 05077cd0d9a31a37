import { type Element, print, symbol, toTeX } from "../expr/index.js";

/** What c may be called, and which of them the loss does not use itself. */
const NAMES = ["c", "kappa", "gamma", "scale"] as const;

/** c as the fixed texts have it: a letter that stands alone. */
const LETTER = /(?<![\p{L}\\])c(?!\p{L})/gu;

/** The c of label noise, Σ = c∇²L, under a name that the loss leaves free. */
export class NoiseScale {
  readonly symbol: Element;
  readonly #isOther: boolean;

  /** @param elements the parameters and the data of the loss */
  constructor(elements: readonly Element[]) {
    const taken = new Set(elements.map(({ tensor }) => tensor.name));
    const name = NAMES.find((each) => !taken.has(each)) ?? "label_noise";
    this.symbol = symbol(name, "argument");
    this.#isOther = name !== NAMES[0];
  }

  /** A text that was written with c. */
  text(written: string): string {
    return this.#isOther ? written.replaceAll(LETTER, print(this.symbol)) : written;
  }

  /** The same for LaTeX. */
  tex(written: string): string {
    return this.#isOther ? written.replaceAll(LETTER, `${toTeX(this.symbol)} `) : written;
  }

  /** Why it is not c, to be put behind a text. */
  get note(): string {
    return this.#isOther ? `; ${print(this.symbol)}, as c is the loss's own` : "";
  }
}
