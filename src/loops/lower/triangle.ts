/**
 * Symmetric results: of G_ij = G_ji the entries with j ≤ i are enough, so the loop over j stops at i, and so do the loops
 * of the arrays that nothing but these entries needs.
 */
import type { IndexVariable } from "../../expr/index.js";
import { elementsOf } from "../dependence.js";
import { type Loop, type Nest, type Statement, statements } from "../nest.js";

/** The axes of an array of which entries with row < column are not needed. */
interface Axes {
  readonly row: number;
  readonly column: number;
}
type Needs = ReadonlyMap<string, Axes | "all">;

/** `symmetric` names the results and half the number of their axes. */
export function lowerTriangles(nests: readonly Nest[], symmetric: ReadonlyMap<string, number>): readonly Nest[] {
  const results = [...symmetric].map(([name, half]): [string, Axes] => [name, { row: 0, column: half }]);
  return symmetric.size === 0 ? nests : new Triangles(new Map(results)).run(nests, []);
}

/** From the end to the start, so that the uses of an array are known before the loop that makes it. */
class Triangles {
  #needs: Needs;

  constructor(results: Needs) {
    this.#needs = results;
  }

  run(nests: readonly Nest[], outer: readonly Loop[]): readonly Nest[] {
    return nests
      .toReversed()
      .map((nest) => {
        if (nest.kind !== "loop") {
          this.#needs = withReads(this.#needs, nest);
          return nest;
        }
        const bounding = outer.find((loop) => this.#stops(nest, loop));
        return bounding ? { ...nest, last: bounding.index } : { ...nest, body: this.run(nest.body, [...outer, nest]) };
      })
      .toReversed();
  }

  /** Whether the columns of `inner` may stop at the row of `outer`; then what they read is noted. */
  #stops({ index: column, body }: Loop, { index: row }: Loop): boolean {
    if (column.size !== row.size) return false;
    const list = [...statements(body)].map(([statement]) => statement);
    const needs = list.reduce((found, statement) => withReads(found, statement, row, column), this.#needs);
    const own = new Set(
      list.filter(({ kind, target }) => kind === "assign" && isScalar(target)).map(({ target }) => target.tensor.name),
    );
    const isEnough = ({ target }: Statement): boolean => {
      if (isScalar(target)) return own.has(target.tensor.name);
      const axes = needs.get(target.tensor.name);
      return (
        axes !== undefined &&
        axes !== "all" &&
        target.indices[axes.row] === row &&
        target.indices[axes.column] === column
      );
    };
    if (!list.every(isEnough)) return false;
    this.#needs = needs;
    return true;
  }
}

const isScalar = ({ indices }: Statement["target"]): boolean => indices.length === 0;

/** What is needed before a statement too; it stands in a loop over columns up to the row, if it stands in one. */
function withReads(needs: Needs, { value }: Statement, row?: IndexVariable, column?: IndexVariable): Needs {
  const found = new Map(needs);
  for (const { tensor, indices } of elementsOf(value)) {
    const axes = { row: indices.findIndex((i) => i === row), column: indices.findIndex((i) => i === column) };
    const known = found.get(tensor.name);
    const isSame = known === undefined || (known !== "all" && known.row === axes.row && known.column === axes.column);
    found.set(tensor.name, axes.row >= 0 && axes.column >= 0 && isSame ? axes : "all");
  }
  return found;
}
