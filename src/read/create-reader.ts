/** Puts the tables of rules together. */
import type { Node } from "ts-morph";
import { rangeOfSize } from "../expr/index.js";
import { Journal } from "./values/cells.js";
import { intersectAll } from "./syntax/conditions.js";
import { EXPRESSIONS } from "./syntax/expressions.js";
import { type Completion, type Faults, type Reader, type Rules, Unreadable, describeSyntax } from "./reader.js";
import type { Scope } from "./values/scope.js";
import { STATEMENTS } from "./syntax/statements.js";
import { type IndexRanges, type Value, describe } from "./values/values.js";

/** A loss that takes longer to read would be too long to emit. */
const MOST_STEPS = 1_000_000;
const DEEPEST_CALL = 100;

/** @param leastSizes takes the named sizes that have to be more than 1 */
export function createReader(faults: Faults, leastSizes = new Map<string, number>()): Reader {
  let [steps, depth] = [0, 0];
  let ranges: IndexRanges = new Map();

  function apply<Result>(rules: Rules<Result>, node: Node, scope: Scope): Result {
    reader.step(node);
    const rule = (rules as Record<number, ((node: Node, scope: Scope, reader: Reader) => Result) | undefined>)[
      node.getKind()
    ];
    return rule ? rule(node, scope, reader) : faults.fail(node, "unsupported", { what: describeSyntax(node) });
  }

  const reader: Reader = {
    journal: new Journal(),
    faults,
    evaluate: (node, scope): Value => apply(EXPRESSIONS, node, scope),
    execute: (node, scope): Completion => apply(STATEMENTS, node, scope),
    call(callee, args, site, own) {
      if (callee.kind !== "function") return faults.fail(site, "notCallable", { found: describe(callee) });
      const { name } = callee;
      const [least, most] = callee.arity;
      if (args.length < least || args.length > most)
        return faults.fail(site, "wrongArgumentCount", {
          name,
          expected: formatArity(least, most),
          found: args.length,
        });
      if (callee.declaration && depth >= DEEPEST_CALL) return faults.fail(site, "recursion", { name });
      depth++;
      try {
        return callee.apply(args, site, own);
      } finally {
        depth--;
      }
    },
    callback: (callee, args, site) =>
      reader.call(callee, callee.kind === "function" ? args.slice(0, callee.arity[1]) : args, site),
    requireSize(name, least) {
      if (least > (leastSizes.get(name) ?? 1)) leastSizes.set(name, least);
    },
    within(inside, run) {
      const outside = ranges;
      ranges = intersectAll(outside, inside);
      try {
        return run();
      } finally {
        ranges = outside;
      }
    },
    rangeOf: (variable) => ranges.get(variable) ?? rangeOfSize(variable.size),
    step(site) {
      if (++steps === MOST_STEPS) faults.note(site, "tooLong", { steps: MOST_STEPS });
      if (steps >= MOST_STEPS) throw new Unreadable("too long");
    },
  };
  return reader;
}

function formatArity(least: number, most: number): string {
  if (least === most) return String(least);
  return most === Infinity ? `at least ${least}` : `${least} to ${most}`;
}
