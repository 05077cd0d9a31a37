/** The only door to KaTeX: from TeX to MathML, which browsers draw without fonts or scripts of ours. */
import katex from "katex";
import { escaped } from "../escaped.js";

/** Names of parameters may have any letters. What KaTeX cannot read for all that is shown as it is written. */
export function mathml(tex: string, displayMode: boolean): string {
  try {
    return spaced(katex.renderToString(tex, { output: "mathml", displayMode, throwOnError: true, strict: "ignore" }));
  } catch (error) {
    if (error instanceof katex.ParseError) return `<code>${escaped(tex)}</code>`;
    throw error;
  }
}

const space = (width: string): string => `<mspace width="${width}em"></mspace>`;
const THIN = space("0.1667");
const PRIME = space("0.28");

/**
 * The thin spaces of TeX around ln, tr and the like, which browsers leave out: before, if a factor stands there; behind,
 * unless a parenthesis follows. And a little room for a prime, which fonts put into the letter before it.
 */
const spaced = (markup: string): string =>
  markup
    .replace(/<mo>\u2061<\/mo>(?!(?:<mrow>)?<mo [^>]*>[([])/g, `$&${THIN}`)
    .replace(/(?<=<\/(?:mi|mn|msub|msup|msubsup|mfrac|mrow)>)<mi[^>]*>[a-zA-Z]{2,}<\/mi><mo>\u2061<\/mo>/g, `${THIN}$&`)
    .replace(/<mo mathvariant="normal" lspace="0em" rspace="0em">\u2032+<\/mo>/g, `<mrow>${PRIME}$&</mrow>`);
