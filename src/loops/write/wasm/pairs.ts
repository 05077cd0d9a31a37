/**
 * Which innermost loops can take two rounds at once: entries one after the other or the same for all rounds, nothing
 * passed from one round to another but sums.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  add,
  children,
  multiply,
  num,
  zero,
} from "../../../expr/index.js";
import { elementsOf } from "../../dependence.js";
import { type Loop, type Statement, accesses } from "../../nest.js";

/** The position at the index's 0, for a position that moves with the index one by one; undefined for any other. */
export function startOf(position: Expr, index: IndexVariable): Expr | undefined {
  if (position === index) return zero;
  if (position.kind !== "add" || !position.terms.includes(index)) return undefined;
  const rest = add(position, multiply(num(-1), index));
  return rest.free.includes(index) ? undefined : rest;
}

/** The statements of a loop that can be paired; undefined for any other loop. */
export function pairable({ index, width, resumes, body }: Loop): readonly Statement[] | undefined {
  const list = body.filter((nest) => nest.kind !== "loop");
  if (list.length < body.length || width > 1 || resumes) return undefined;
  const isKnown = ({ indices: [position] }: Element): boolean =>
    position === undefined || !position.free.includes(index) || startOf(position, index) !== undefined;
  const set = new Set(list.filter(isScalarAssignment).map(({ target }) => target.tensor.name));
  const summed = new Set(
    list
      .filter(({ target }) => target.indices.length === 0 && !set.has(target.tensor.name))
      .map(({ target }) => target),
  );
  const written = new Map<string, Set<Expr>>();
  for (const { target } of list)
    if (target.indices.length > 0)
      written.set(target.tensor.name, (written.get(target.tensor.name) ?? new Set()).add(target.indices[0]!));

  const isSafe = (statement: Statement): boolean =>
    statement.address === undefined &&
    accesses(statement).every(isKnown) &&
    !usesAsNumber(statement.value, index) &&
    !isMaximum(statement) &&
    target(statement) &&
    [...elementsOf(statement.value)].every((e) => isUnchanged(e));
  const target = ({ target: { indices } }: Statement): boolean =>
    indices.length === 0 || indices[0]!.free.includes(index);
  // A maximum goes from round to round.
  const isMaximum = ({ target: of, value }: Statement): boolean => elementsOf(value).has(of) && of.indices.length === 0;
  // What is read is not a sum that is still growing, and no entry that another round writes.
  const isUnchanged = (e: Element): boolean =>
    e.indices.length === 0 ? !summed.has(e) : (written.get(e.tensor.name)?.has(e.indices[0]!) ?? true);
  return list.every(isSafe) ? list : undefined;
}

const isScalarAssignment = ({ kind, target }: Statement): boolean => kind === "assign" && target.indices.length === 0;

/** Whether the index stands anywhere but in the position of an entry. */
function usesAsNumber(e: Expr, index: IndexVariable): boolean {
  if (e === index) return true;
  return e.kind !== "element" && e.free.includes(index) && children(e).some((child) => usesAsNumber(child, index));
}
