/** A document as files. */
import { png, standalone } from "./chart/index.js";
import { type Document, type Figure, figuresOf, plain } from "./document/document.js";
import { html } from "./document/html.js";
import { latex } from "./document/latex.js";
import { markdown } from "./document/markdown.js";

export interface OutputFile {
  /** Relative to the folder of the report. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Where the figures of a format that has none inside stand. */
const folderOf = ({ name }: Document): string => `${name}.figures`;

/** In a path LaTeX reads spaces, % and # as something else, and older engines letters with accents: they become =XX. */
const texFolderOf = ({ name }: Document): string =>
  `${name.replace(/[^A-Za-z0-9._-]/gu, (other) => `=${other.codePointAt(0)!.toString(16).toUpperCase()}`)}.figures`;

/** LaTeX includes bitmaps, Markdown vector graphics; HTML has its figures inside. */
export const FORMATS = {
  html: (document: Document): Promise<OutputFile[]> =>
    Promise.resolve([{ name: `${document.name}.html`, content: html(document) }]),
  md: async (document: Document): Promise<OutputFile[]> => [
    { name: `${document.name}.md`, content: markdown(document, folderOf(document)) },
    ...(await singleFigures(document, "svg", `${folderOf(document)}/`)),
  ],
  tex: async (document: Document): Promise<OutputFile[]> => [
    { name: `${document.name}.tex`, content: latex(document, texFolderOf(document)) },
    ...(await singleFigures(document, "png", `${texFolderOf(document)}/`)),
  ],
} as const;

export type ReportFormat = keyof typeof FORMATS;

export const isReportFormat = (name: string): name is ReportFormat => Object.hasOwn(FORMATS, name);

/** Each figure as a file of its own. */
export async function singleFigures(document: Document, type: "svg" | "png", folder = ""): Promise<OutputFile[]> {
  return Promise.all(
    figuresOf(document).map(async (figure) => ({
      name: `${folder}${figure.id}.${type}`,
      content: type === "svg" ? svgOf(figure) : await png(figure.svg),
    })),
  );
}

const svgOf = ({ svg, caption }: Figure): string => standalone(svg, plain(caption));
