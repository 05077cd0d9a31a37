/** Characters of prose that pdflatex does not know, by what draws them. */
import { texOfText } from "../../display/index.js";

const PUNCTUATION: Readonly<Record<string, string>> = {
  "–": "--",
  "—": "---",
  "…": "\\ldots{}",
  "’": "'",
  "‘": "`",
  "“": "``",
  "”": "''",
  "\u00a0": "~",
  "→": "\\ensuremath{\\to}",
};
/** T1 has the letters of western languages. */
const WESTERN = /^[\u00c0-\u017f]$/u;

export function texOfCharacters(character: string): string {
  const mark = PUNCTUATION[character];
  if (mark !== undefined) return mark;
  if (WESTERN.test(character)) return character;
  const tex = texOfText(character);
  if (/^[\x20-\x7e]*$/.test(tex)) return `\\ensuremath{${tex}}`;
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
