/**
 * Unroll and jam: an outer loop takes four rounds at once and its inner loops are shared, so that four rows of a matrix
 * are read against one vector, with four accumulators, and a vector that all rounds add to is read and written once.
 */
import { type Element, type Expr, type IndexVariable, add, element, num, zero } from "../../expr/index.js";
import { elementsOf } from "../dependence.js";
import { type Loop, type Nest, type Statement, elementReplacer, mapValues, statements } from "../nest.js";

const WIDTH = 4;
/** Columns of a tile where the inner loop goes up to the row: with the rows, eight sums in registers. */
const COLUMNS = 2;
/** Sums of one column of such a tile. */
const SUMS = 4;
/** Beyond this many statements the copies cost more than they save. */
const LONGEST = 24;

/**
 * Tiles the deepest loops; of these, where there are any, the loops over samples alone: the samples are many. `sparing`:
 * only where the innermost loops are sums, whose additions wait for each other unless there are four sums.
 */
export function jam(
  nests: readonly Nest[],
  isSample: (variable: IndexVariable) => boolean,
  sparing = false,
): readonly Nest[] {
  const deepest = Math.max(...nests.map(depth));
  const tiled = nests.filter(
    (nest): nest is Loop =>
      nest.kind === "loop" &&
      depth(nest) === deepest &&
      isWorthwhile(nest) &&
      (!sparing || sumsInside(nest, deepest - 1) > 0),
  );
  const overSamples = tiled.filter(({ index }) => isSample(index));
  const chosen = new Set<Nest>(overSamples.length > 0 ? overSamples : tiled);
  return nests.flatMap((nest) => (nest.kind === "loop" && chosen.has(nest) ? jamLoop(nest) : [nest]));
}

/** Loops that are not nested as deeply as others take no time beside them. */
const depth = (nest: Nest): number => (nest.kind === "loop" ? 1 + Math.max(0, ...nest.body.map(depth)) : 0);

/** Whether inner loops read or add to what all rounds share; a maximum goes from round to round. */
function isWorthwhile(nest: Loop): boolean {
  const all = [...statements(nest.body)];
  const inside = all.filter(([, path]) => path.length > 0);
  const isShared = (e: Element): boolean => e.indices.length > 0 && !e.free.includes(nest.index);
  const shares = inside.some(
    ([{ kind, target, value }]) => (kind === "accumulate" && isShared(target)) || [...elementsOf(value)].some(isShared),
  );
  return shares && all.length <= LONGEST && !all.some(([statement]) => isCarried(statement, nest));
}

/** target = max(target, …) with a target from outside the loop. */
function isCarried({ kind, target, value }: Statement, nest: Loop): boolean {
  const isOwn = (own: Statement): boolean => own.target === target && !elementsOf(own.value).has(target);
  return (
    kind === "assign" &&
    elementsOf(value).has(target) &&
    !target.free.includes(nest.index) &&
    ![...statements(nest.body)].some(([own]) => isOwn(own))
  );
}

function jamLoop(given: Loop): readonly Nest[] {
  const nest = stackArrays(given, WIDTH);
  return [
    { ...nest, width: WIDTH, body: rounds(nest, WIDTH, "").flatMap((inner) => tileColumns(inner, nest.index)) },
    { ...nest, resumes: true },
  ];
}

/** The arrays of so many rounds become rows of one array, in place of arrays that every inner loop has to look up. */
function stackArrays(nest: Loop, count: number, mark = ""): Loop {
  const own = ownArrays(nest);
  const stack = (e: Element): Element =>
    own.has(e.tensor.name) && e.indices.length > 0
      ? element({ ...e.tensor, name: e.tensor.name + mark, shape: [count, ...e.tensor.shape] }, [zero, ...e.indices])
      : e;
  return { ...nest, body: mapValues(nest.body, elementReplacer(stack)) };
}

/** The bodies of so many rounds at once; `mark` tells the names of these copies from those of others. */
function rounds(nest: Loop, count: number, mark: string): readonly Nest[] {
  const own = ownArrays(nest);
  return merge(Array.from({ length: count }, (_, round) => copy(nest, own, round, mark)));
}

/**
 * Two columns at once, where what is read of four rows then makes eight sums. A loop over the columns up to the row goes
 * up to the last row of the tile; what it computes above the diagonal is not needed. The number of columns is then a
 * multiple of WIDTH, so that several at a time leave no rest.
 */
function tileColumns(nest: Nest, row: IndexVariable): readonly Nest[] {
  if (nest.kind !== "loop") return [nest];
  const isTriangle = nest.last === row;
  const loop: Loop = isTriangle ? { ...nest, last: add(row, num(WIDTH - 1)) } : nest;
  const sums = sumsInside(loop, 1);
  if (0 < sums && sums <= SUMS && (isTriangle || addsToRows(loop))) {
    const tile: Loop = { ...loop, width: COLUMNS, body: rounds(stackArrays(loop, COLUMNS, ".c"), COLUMNS, "c") };
    return isTriangle ? [tile] : [tile, { ...loop, resumes: true }];
  }
  return [isTriangle ? loop : { ...loop, body: loop.body.flatMap((inner) => tileColumns(inner, row)) }];
}

/** What the loops that are nested so deeply in one add to. */
const added = (nest: Loop, levels: number): readonly Element[] =>
  [...statements(nest.body)]
    .filter(([{ kind }, path]) => kind === "accumulate" && path.length >= levels)
    .map(([{ target }]) => target);
const sumsInside = (nest: Loop, levels: number): number =>
  added(nest, levels).filter(({ indices }) => indices.length === 0).length;
/** Entries that all columns add to are then read and written half as often. */
const addsToRows = (column: Loop): boolean =>
  added(column, 1).some(({ indices, free }) => indices.length > 0 && !free.includes(column.index));

/** Arrays and scalars that a round sets up for itself; of its arrays a tile has one row for each round. */
const ownArrays = ({ body, index }: Loop): ReadonlySet<string> =>
  new Set(
    [...statements(body)]
      .filter(
        ([{ kind, target }]) => kind === "assign" && target.tensor.role === "temporary" && !target.free.includes(index),
      )
      .map(([{ target }]) => target.tensor.name),
  );

/** The body for index + round, with scalars and rows of arrays of its own. */
function copy({ body, index }: Loop, own: ReadonlySet<string>, round: number, mark: string): readonly Nest[] {
  if (round === 0) return body;
  const next = new Map<Expr, Expr>([[index, add(index, num(round))]]);
  const replace = (e: Element): Element => {
    const { tensor, indices } = e;
    if (!own.has(tensor.name)) return e;
    return indices.length > 0
      ? element(tensor, [num(round), ...indices.slice(1)])
      : element({ ...tensor, name: `${tensor.name}.${mark}${String(round)}` }, []);
  };
  return mapValues(body, elementReplacer(replace, next));
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
