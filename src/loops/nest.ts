/**
 * The loop IR: loops over index variables around assignments to array entries and scalars. Values are expressions
 * without sums; a scalar is a tensor without axes.
 */
import { type Element, type Expr, type IndexVariable, mapChildren } from "../expr/index.js";
import { elementsOf } from "./dependence.js";

export interface Loop {
  readonly kind: "loop";
  readonly index: IndexVariable;
  /** How many values of the index one round takes. */
  readonly width: number;
  /** Goes on where the loop before it stopped. */
  readonly resumes: boolean;
  /** The last value of the index, where that is not its size − 1: below the diagonal j goes up to i. */
  readonly last?: Expr;
  readonly body: readonly Nest[];
}
/** target = value, or target += value. */
export interface Statement {
  readonly kind: "assign" | "accumulate";
  readonly target: Element;
  readonly value: Expr;
  /** Computes a position in an array: no operation on numbers of the model. */
  readonly address?: true;
}
export type Nest = Loop | Statement;

export const loop = (index: IndexVariable, body: readonly Nest[]): Loop => ({
  kind: "loop",
  index,
  width: 1,
  resumes: false,
  body,
});

/** All statements, each with the loops around it. */
export function* statements(
  nests: readonly Nest[],
  path: readonly Loop[] = [],
): Generator<[Statement, readonly Loop[]]> {
  for (const nest of nests)
    if (nest.kind === "loop") yield* statements(nest.body, [...path, nest]);
    else yield [nest, path];
}

export const mapStatements = (nests: readonly Nest[], f: (statement: Statement) => Statement): readonly Nest[] =>
  nests.map((nest) => (nest.kind === "loop" ? { ...nest, body: mapStatements(nest.body, f) } : f(nest)));

/** The elements that a statement reads or writes. */
export const accesses = ({ target, value }: Statement): readonly Element[] => [
  target,
  ...target.indices.flatMap((i) => [...elementsOf(i)]),
  ...elementsOf(value),
];

/**
 * Replaces elements, from the inside out, and the free indices that `indices` names. It has its own memo table: reuse it
 * for expressions that share parts.
 */
export function elementReplacer(
  replace: (e: Element) => Expr,
  indices: ReadonlyMap<Expr, Expr> = new Map(),
): (e: Expr) => Expr {
  const memo = new Map(indices);
  const visit = (node: Expr): Expr => {
    let made = memo.get(node);
    if (made === undefined) {
      const inside = mapChildren(node, visit);
      made = node.kind === "element" ? replace(inside as Element) : inside;
      memo.set(node, made);
    }
    return made;
  };
  return visit;
}

/** The statements with both sides rewritten; a target stays an element. */
export const mapValues = (nests: readonly Nest[], rewrite: (e: Expr) => Expr): readonly Nest[] =>
  mapStatements(nests, ({ target, value, ...rest }) => ({
    ...rest,
    target: rewrite(target) as Element,
    value: rewrite(value),
  }));
