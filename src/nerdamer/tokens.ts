/** The words of a formula. */
export interface Token {
  readonly kind: "number" | "name" | "operator" | "end";
  readonly text: string;
  readonly start: number;
}

/** A fault in a formula, with the characters it is about. */
export class FormulaError extends Error {
  constructor(
    readonly fault: "syntax" | "name",
    message: string,
    readonly start: number,
    readonly length: number,
  ) {
    super(message);
  }
}

const WORD =
  /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([\p{ID_Start}_][\p{ID_Continue}]*(?:\[\d+\])*)|(\*\*|[-+*/^(),]))/iuy;

export function tokens(text: string): Token[] {
  const list: Token[] = [];
  let end = 0;
  while (text.slice(end).trim() !== "") {
    WORD.lastIndex = end;
    const match = WORD.exec(text);
    if (!match) {
      const start = end + text.slice(end).search(/\S/);
      throw new FormulaError(
        "syntax",
        `\`${String.fromCodePoint(text.codePointAt(start)!)}\` has no meaning in a formula`,
        start,
        1,
      );
    }
    const [, number, name, operator] = match;
    end = WORD.lastIndex;
    const word = (number ?? name ?? operator)!;
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "operator";
    list.push({ kind, text: word === "**" ? "^" : word, start: end - word.length });
  }
  list.push({ kind: "end", text: "", start: text.length });
  return list;
}
