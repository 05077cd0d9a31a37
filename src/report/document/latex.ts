/** A document as LaTeX that pdflatex, xelatex and lualatex compile. */
import type { Block, Document, Figure } from "./document.js";
import { spans } from "./document.js";
import { texOfCharacters } from "./tex-characters.js";

/** @param folder where the figures stand as PNG, beside the document */
export function latex({ title, subtitle, sections }: Document, folder: string): string {
  return [
    "\\documentclass{article}",
    "\\usepackage[margin=25mm]{geometry}",
    "\\usepackage[T1]{fontenc}",
    "\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}",
    "\\usepackage{iftex}",
    "\\ifpdftex\\usepackage[utf8]{inputenc}\\fi",
    "\\usepackage{amsmath,amssymb,graphicx,fancyvrb,longtable}",
    "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{0.6em}",
    // A formula wider than the page is shrunk to it.
    "\\newcommand{\\formula}[1]{\\[\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{$\\displaystyle #1$}\\]}",
    `\\title{${prose(title)}\\\\\\large ${prose(subtitle)}}`,
    "\\date{}",
    "\\begin{document}",
    "\\maketitle",
    ...sections.flatMap((section) => [
      `\\section{${prose(section.title)}}`,
      ...section.blocks.map((each) => block(each, folder)),
    ]),
    "\\end{document}",
  ]
    .join("\n\n")
    .concat("\n");
}

function block(each: Block, folder: string): string {
  switch (each.kind) {
    case "heading":
      return `\\subsection{${prose(each.text)}}`;
    case "paragraph":
      return prose(each.text);
    case "list":
      return items(each.items.map((item) => `\\item ${prose(item)}`));
    case "code":
      return `\\begin{Verbatim}[fontsize=\\footnotesize,commandchars=\\\\\\{\\}]\n${escaped(each.text)}\n\\end{Verbatim}`;
    case "formulas":
      return each.rows
        .map(({ name, tex, note }) =>
          [`\\textbf{${prose(name)}}${note === undefined ? "" : `: ${prose(note)}`}`, `\\formula{${tex}}`].join("\n"),
        )
        .join("\n\n");
    case "facts":
      return items(each.rows.map(([name, text]) => `\\item \\textbf{${prose(name)}}: ${prose(text)}`));
    case "table":
      return [
        `{\\small\\begin{longtable}{${"l".repeat(each.head.length)}}`,
        `\\caption{${prose(each.caption)}}\\\\\\hline`,
        `${each.head.map(prose).join(" & ")}\\\\\\hline`,
        ...each.rows.map((row) => `${row.map(prose).join(" & ")}\\\\`),
        "\\hline\\end{longtable}}",
      ].join("\n");
    case "figures":
      return each.figures.map((one) => figure(one, folder)).join("\n");
  }
}

const items = (rows: readonly string[]): string => ["\\begin{itemize}", ...rows, "\\end{itemize}"].join("\n");

const figure = ({ id, caption }: Figure, folder: string): string =>
  [
    "\\begin{figure}[htbp]\\centering",
    `\\includegraphics[width=0.62\\linewidth]{${folder}/${id}.png}`,
    `\\caption{${prose(caption)}}`,
    "\\end{figure}",
  ].join("\n");

const prose = (text: string): string =>
  spans(text)
    .map(({ kind, content }) =>
      kind === "math" ? `$${content}$` : kind === "code" ? `\\texttt{${escaped(content)}}` : escaped(content),
    )
    .join("");

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

const escaped = (text: string): string =>
  text.replace(/[\\{}^~$&#_%]|[^\x20-\x7e\n]/gu, (character) => {
    const special = SPECIAL[character];
    if (special !== undefined) return special;
    return character.charCodeAt(0) < 0x7f ? `\\${character}` : texOfCharacters(character);
  });
