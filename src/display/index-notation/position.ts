/** Positions as they are written: i + 1, n − 1, n − i. */
import type { Expr, IndexVariable } from "../../expr/index.js";
import { affine } from "./affine.js";
import type { Writing } from "./writing.js";

/** A position plus `shift`, its indices by their letters. */
export function writePosition(e: Expr, w: Writing, shift = 0): string {
  const found = affine(e);
  if (!found) return w.text(e);
  const { minus } = w.style;
  const name = (part: IndexVariable | string): string => (typeof part === "string" ? part : w.letter(part));
  const parts: (readonly [sign: number, text: string])[] = found.parts.map(([sign, part]) => [sign, name(part)]);
  const rest = found.at + shift;
  if (rest !== 0 || parts.length === 0) parts.push([Math.sign(rest), String(Math.abs(rest))]);
  return parts
    .map(([sign, text], k) => (k === 0 ? (sign < 0 ? minus : "") : sign < 0 ? ` ${minus} ` : " + ") + text)
    .join("");
}
