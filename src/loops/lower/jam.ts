/**
 * Unroll and jam: an outer loop takes four rounds at once and its inner loops are shared, so that four rows of a matrix
 * are read against one vector, with four accumulators, and a vector that all rounds add to is read and written once.
 */
import { type Element, type Expr, add, element, num, substitute } from "../../expr/index.js";
import { type Loop, type Nest, type Statement, mapStatements, replaceElements, statements } from "../nest.js";

const WIDTH = 4;
/** Beyond this many statements the copies cost more than they save. */
const LONGEST = 80;

export const jam = (nests: readonly Nest[]): readonly Nest[] =>
  nests.flatMap((nest) => (nest.kind === "loop" && isWorthwhile(nest) ? jamLoop(nest) : [nest]));

const isWorthwhile = (nest: Loop): boolean =>
  nest.body.some(({ kind }) => kind === "loop") && [...statements(nest.body)].length <= LONGEST;

function jamLoop(nest: Loop): readonly Nest[] {
  const own = ownArrays(nest);
  const copies = Array.from({ length: WIDTH }, (_, round) => copy(nest, own, round));
  return [
    { ...nest, width: WIDTH, body: merge(copies) },
    { ...nest, resumes: true },
  ];
}

/** Arrays and scalars that a round sets up for itself. */
const ownArrays = ({ body, index }: Loop): ReadonlySet<string> =>
  new Set(
    [...statements(body)]
      .filter(
        ([{ kind, target }]) => kind === "assign" && target.tensor.role === "temporary" && !target.free.includes(index),
      )
      .map(([{ target }]) => target.tensor.name),
  );

/** The body for index + round, with arrays of its own. */
function copy({ body, index }: Loop, own: ReadonlySet<string>, round: number): readonly Nest[] {
  if (round === 0) return body;
  const next: ReadonlyMap<Expr, Expr> = new Map([[index, add(index, num(round))]]);
  const replace = (e: Element): Element =>
    own.has(e.tensor.name) ? element({ ...e.tensor, name: `${e.tensor.name}.${String(round)}` }, e.indices) : e;
  return mapStatements(body, ({ target, value, ...rest }) => ({
    ...rest,
    target: replaceElements(substitute(target, next), replace) as Element,
    value: replaceElements(substitute(value, next), replace),
  }));
}

/** Copies of one list of statements, side by side. */
const merge = (copies: readonly (readonly Nest[])[]): readonly Nest[] =>
  copies[0]!.flatMap((_, position) => mergeOne(copies.map((list) => list[position]!)));

function mergeOne(copies: readonly Nest[]): readonly Nest[] {
  const first = copies[0]!;
  if (first.kind === "loop") return [{ ...first, body: merge(copies.map((nest) => (nest as Loop).body)) }];
  const same = copies as readonly Statement[];
  if (first.kind === "accumulate" && same.every(({ target }) => target === first.target))
    return [{ ...first, value: add(...same.map(({ value }) => value)) }];
  return [...new Map(same.map((statement) => [statement.target, statement])).values()];
}
