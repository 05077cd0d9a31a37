import { type Analysis, sectionsOf } from "../pipeline/index.js";

/** The sections of the command line, line by line. */
export const written = (analysis: Analysis, form: "text" | "tex"): string =>
  sectionsOf(analysis)
    .flatMap((section) => [
      form === "text" ? section.title : section.tex,
      ...section.lines.map((line) => `  ${line.label}: ${line[form]}`),
    ])
    .join("\n");
