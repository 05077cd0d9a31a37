/** Both ways of a condition that stays open, each from the same start, and what they have changed put together. */
import type { Node } from "ts-morph";
import { and, chooseValue, not } from "./conditions.js";
import { type Completion, NEXT, type Reader } from "../reader.js";
import type { Rehearsal } from "../values/cells.js";
import type { Frame } from "../values/scope.js";
import type { Cell, Condition, Value } from "../values/values.js";

/** `when ? then() : otherwise()` for expressions. */
export function chooseBetween(
  when: Condition,
  [then, otherwise]: readonly [() => Value, () => Value],
  site: Node,
  reader: Reader,
): Value {
  if (when.decided !== undefined) return when.decided ? then() : otherwise();
  const { journal } = reader;
  const under = (condition: Condition, run: () => Value) =>
    journal.rehearse(() => journal.seal(reader.within(condition.where ?? new Map(), run)));
  const [a, b] = [under(when, then), under(not(when), otherwise)];
  writeChoices(when, a, b, site, reader);
  return chooseValue(when, a.result, b.result, site, reader);
}

/** `if (when) then() else otherwise()` for statements, which may return. */
export function executeBoth(
  when: Condition,
  [then, otherwise]: readonly [() => Completion, () => Completion],
  frame: Frame,
  site: Node,
  reader: Reader,
): Completion {
  if (when.decided !== undefined) return when.decided ? then() : otherwise();
  const { journal } = reader;
  const under = (condition: Condition, run: () => Completion) =>
    journal.rehearse(() => {
      const known = frame.early.length;
      const completion = reader.within(condition.where ?? new Map(), run);
      // A conditional return inside of the branch holds under both conditions.
      for (let k = known; k < frame.early.length; k++) {
        const { when: inner, value } = frame.early[k]!;
        frame.early[k] = { when: and(condition, inner), value };
      }
      return completion.exit === "return" ? { ...completion, value: journal.seal(completion.value) } : completion;
    });
  const [a, b] = [under(when, then), under(not(when), otherwise)];
  const [first, second] = [a.result, b.result];
  if (first.exit === "return" && second.exit === "none") return leaveEarly(when, first.value, b, frame, reader);
  if (second.exit === "return" && first.exit === "none") return leaveEarly(not(when), second.value, a, frame, reader);
  if (first.exit !== second.exit) return reader.faults.fail(site, "conditionalJump");
  writeChoices(when, a, b, site, reader);
  if (first.exit === "return" && second.exit === "return")
    return { exit: "return", value: chooseValue(when, first.value, second.value, site, reader) };
  return first;
}

/**
 * One way returns: the function goes on as the other one left things, and remembers the value for its end. What the
 * way that returns has written is lost with it: `callUser` refuses functions that also write outer variables.
 */
function leaveEarly(
  when: Condition,
  value: Value,
  goingOn: Rehearsal<unknown>,
  frame: Frame,
  { journal }: Reader,
): Completion {
  for (const [cell, contents] of goingOn.written) journal.write(cell, contents);
  frame.early.push({ when, value });
  return NEXT;
}

function writeChoices(when: Condition, a: Rehearsal<unknown>, b: Rehearsal<unknown>, site: Node, reader: Reader): void {
  const changes = new Map<Cell, readonly Value[]>();
  for (const cell of new Set([...a.written.keys(), ...b.written.keys()])) {
    const [then, otherwise] = [a.written.get(cell) ?? cell.contents, b.written.get(cell) ?? cell.contents];
    if (then.length !== otherwise.length)
      reader.faults.fail(site, "branchesDiffer", {
        first: `an array of length ${then.length}`,
        second: `one of length ${otherwise.length}`,
      });
    changes.set(
      cell,
      then.map((value, k) => chooseValue(when, value, otherwise[k]!, site, reader)),
    );
  }
  for (const [cell, contents] of changes) reader.journal.write(cell, contents);
}
