/**
 * A report before it is HTML, Markdown or LaTeX. Prose may hold formulas between dollars, `$\nabla L$`, and code between
 * backquotes; nothing else is marked up.
 */
import { textOfTex } from "./text-of-tex.js";
import type { Specification } from "../chart/specification.js";

export interface Document {
  /** Of its files, without ending. */
  readonly name: string;
  readonly title: string;
  /** One line below the title. */
  readonly subtitle: string;
  readonly sections: readonly DocumentSection[];
}

export interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "formulas"; readonly rows: readonly Formula[] }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [name: string, text: string])[] }
  | TableBlock
  | { readonly kind: "figures"; readonly figures: readonly Figure[] };

/** A displayed formula, its name in prose, and what it follows from. */
export interface Formula {
  readonly name: string;
  readonly tex: string;
  readonly note?: string;
}

export interface TableBlock {
  readonly kind: "table";
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Figure {
  /** Unique in the document; the name of the file of a single figure. */
  readonly id: string;
  readonly title: string;
  /** Exactly what is drawn. */
  readonly caption: string;
  readonly specification: Specification;
  readonly svg: string;
}

export const figuresOf = ({ sections }: Document): Figure[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "figures" ? block.figures : [])));

export type Span = { readonly kind: "text" | "math" | "code"; readonly content: string };

/** Prose in its parts. */
export function spans(prose: string): Span[] {
  const parts = prose.split(/(\$[^$]*\$|`[^`]*`)/);
  return parts
    .filter((part) => part !== "")
    .map((part) =>
      part.length > 1 && part.startsWith("$")
        ? { kind: "math", content: part.slice(1, -1) }
        : part.length > 1 && part.startsWith("`")
          ? { kind: "code", content: part.slice(1, -1) }
          : { kind: "text", content: part },
    );
}

/** Prose as plain text, for places that hold nothing else: its formulas as well as they can be written there. */
export const plain = (prose: string): string =>
  spans(prose)
    .map(({ kind, content }) => (kind === "math" ? textOfTex(content) : content))
    .join("");
