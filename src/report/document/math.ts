/** The only door to KaTeX: from TeX to MathML, which browsers draw without fonts or scripts of ours. */
import katex from "katex";

/** @throws katex.ParseError for TeX that KaTeX does not take literally: formulas of ours are wrong then */
export const mathml = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { output: "mathml", displayMode, throwOnError: true, strict: "error" });
