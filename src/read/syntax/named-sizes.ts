/**
 * Loops over a named size, whose number of rounds is not known: one round is read with the index left open. What a
 * round adds to a variable becomes a sum over the index; anything else that it changes is refused.
 */
import type { Node } from "ts-morph";
import {
  type Expr,
  type IndexVariable,
  add,
  holdsForPart,
  one,
  piecewise,
  rationalNumber,
  symbol,
  zero,
} from "../../expr/index.js";
import { type Reader, nameOf } from "../reader.js";
import { sumOver } from "./split-range.js";
import { type Cell, type Family, type Value, scalar } from "../values/values.js";

export function overNamedSize(
  variable: IndexVariable,
  site: Node,
  reader: Reader,
  body: (index: Value) => Value,
): Family {
  const { journal, faults } = reader;
  const round = () => body(scalar(variable));
  const trial = journal.rehearse(round);
  if (trial.written.size === 0) return { kind: "family", variable, item: trial.result };

  const placeholders = new Map<Cell, readonly Expr[]>();
  for (const cell of trial.written.keys()) {
    if (cell.contents.some((value) => value.kind !== "scalar"))
      return faults.fail(site, "notASum", { name: nameOf(cell) });
    placeholders.set(
      cell,
      cell.contents.map((_, k) => symbol(`~${nameOf(cell)}:${cell.serial}:${k}`, "argument")),
    );
  }
  const unknown = new Set([...placeholders.values()].flat());
  const { result, written } = journal.rehearse(() => {
    for (const [cell, symbols] of placeholders) journal.write(cell, symbols.map(scalar));
    return round();
  });

  for (const [cell, after] of written) {
    const refuse = () => faults.fail(site, "notASum", { name: nameOf(cell) });
    const before = placeholders.get(cell);
    if (before?.length !== after.length) return refuse();
    const total = after.map((value, k) => {
      const start = cell.contents[k]!;
      if (value.kind !== "scalar" || start.kind !== "scalar") return refuse();
      const term = termBeyond(before[k]!, value.expr);
      return !term || mentions(term, unknown)
        ? refuse()
        : scalar(add(start.expr, sumOver(variable, term, site, reader)));
    });
    journal.write(cell, total);
  }
  if (usesAny(result, unknown)) faults.fail(site, "notASum", { name: nameOf([...placeholders.keys()][0]!) });
  return { kind: "family", variable, item: result };
}

/** The t of e = before + t, also where e is defined by pieces; undefined when e is nothing of the kind. */
function termBeyond(before: Expr, e: Expr): Expr | undefined {
  if (e === before) return zero;
  if (e.kind === "piecewise") {
    const [then, otherwise] = [termBeyond(before, e.then), termBeyond(before, e.otherwise)];
    return then && otherwise && piecewise(e.relation, e.left, e.right, then, otherwise);
  }
  if (e.kind !== "add") return undefined;
  const [carrier, ...others] = e.terms.filter((term) => mentions(term, new Set([before])));
  const beyond = carrier && others.length === 0 ? termBeyond(before, carrier) : undefined;
  return beyond && add(rationalNumber(e.constant), beyond, ...e.terms.filter((term) => term !== carrier));
}

const mentions = (e: Expr, symbols: ReadonlySet<Expr>): boolean => holdsForPart((part) => symbols.has(part))(e);

function usesAny(value: Value, symbols: ReadonlySet<Expr>): boolean {
  const inside = (part: Value): boolean => usesAny(part, symbols);
  switch (value.kind) {
    case "scalar":
      return mentions(value.expr, symbols);
    case "condition":
      return value.decided === undefined && mentions(value.choose(one, zero), symbols);
    case "list":
      return value.cell.contents.some(inside);
    case "family":
      return inside(value.item);
    case "object":
      return [...value.fields.values()].some(inside);
    case "function":
    case "text":
    case "nothing":
    case "unread":
      return false;
  }
}
