/** Two ways to write the same formula: plain text for the screen, LaTeX for the paper. */
import type { Vector } from "../calculus/index.js";
import { type Expr, one, print, toTeX } from "../expr/index.js";
import type { Closed } from "./closed-forms.js";

export interface Notation {
  /** Whether it is LaTeX. */
  readonly tex: boolean;
  expr(e: Expr): string;
  vector(v: Vector): string;
  /** Entries row-major, D columns. */
  matrix(entries: Vector, columns: number): string;
  times(factor: Expr, rest: string): string;
  equals(left: string, right: string): string;
}

const rowsOf = (entries: Vector, columns: number): Vector[] =>
  Array.from({ length: entries.length / columns }, (_, i) => entries.slice(i * columns, (i + 1) * columns));

export const TEXT: Notation = {
  tex: false,
  expr: print,
  vector: (v) => `(${v.map(print).join(", ")})`,
  matrix: (entries, columns) =>
    `[${rowsOf(entries, columns)
      .map((row) => row.map(print).join(", "))
      .join("; ")}]`,
  times: (factor, rest) => {
    const text = print(factor);
    return factor.kind === "add" ? `(${text})*${rest}` : text === "-1" ? `-${rest}` : `${text} * ${rest}`;
  },
  equals: (left, right) => `${left} = ${right}`,
};

export const TEX: Notation = {
  tex: true,
  expr: toTeX,
  vector: (v) => `\\begin{pmatrix} ${v.map(toTeX).join(" \\\\ ")} \\end{pmatrix}`,
  matrix: (entries, columns) =>
    `\\begin{pmatrix} ${rowsOf(entries, columns)
      .map((row) => row.map(toTeX).join(" & "))
      .join(" \\\\ ")} \\end{pmatrix}`,
  times: (factor, rest) => {
    const text = toTeX(factor);
    return factor.kind === "add" ? `\\left(${text}\\right) ${rest}` : text === "-1" ? `-${rest}` : `${text} ${rest}`;
  },
  equals: (left, right) => `${left} = ${right}`,
};

export function closedVector(notation: Notation, { factor, entries }: Closed): string {
  const vector = notation.vector(entries);
  return factor === one ? vector : notation.times(factor, vector);
}

export function closedMatrix(notation: Notation, { factor, entries }: Closed): string {
  const matrix = notation.matrix(entries, Math.sqrt(entries.length));
  return factor === one ? matrix : notation.times(factor, matrix);
}
