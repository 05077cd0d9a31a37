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

/** The space of TeX behind ln, tr and the like, unless a parenthesis follows; browsers leave none. */
const spaced = (markup: string): string =>
  markup.replace(/<mo>\u2061<\/mo>(?!(?:<mrow>)?<mo [^>]*>[([])/g, '$&<mspace width="0.1667em"></mspace>');
