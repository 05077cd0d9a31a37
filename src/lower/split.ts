/**
 * Splits straight-line code among functions that V8 still optimises: it gives up beyond 61,440 bytes of bytecode.
 * Values that a later part needs are carried over in an array; entries of the inputs are read once more.
 */
import { operationsOf, total } from "./cost.js";
import type { Statement } from "./program.js";
import { reachable } from "./rewrite.js";
import { type Value } from "./value.js";

/** Operations and statements, at 11 to 13 bytes of bytecode each. */
const LARGEST_PIECE = 3000;

export interface Parts {
  readonly parts: readonly (readonly Statement[])[];
  readonly carried: number;
}

export function split(statements: readonly Statement[], limit = LARGEST_PIECE): Parts {
  const named = new Set(statements.filter(({ kind }) => kind === "bind").map(({ value }) => value));
  const leaves = [...named].filter((value) => value.kind === "leaf");
  const pieces = cut(
    statements.filter(({ kind, value }) => kind !== "bind" || value.kind !== "leaf"),
    named,
    limit,
  );
  if (pieces.length === 1) return { parts: [statements], carried: 0 };

  const slots = new Map<Value, number>();
  const heads = pieces.map((piece) => {
    const own = new Set(piece.filter(({ kind }) => kind === "bind").map(({ value }) => value));
    const used = new Set(piece.flatMap((statement) => namesIn(statement, named)));
    const foreign = [...used].filter((value) => value.kind !== "leaf" && !own.has(value));
    for (const value of foreign) if (!slots.has(value)) slots.set(value, slots.size);
    return [
      ...leaves.filter((leaf) => used.has(leaf)).map((value): Statement => ({ kind: "bind", value })),
      ...foreign.map((value): Statement => ({ kind: "load", position: slots.get(value)!, value })),
    ];
  });
  const parts = pieces.map((piece, i) => [...heads[i]!, ...piece.flatMap((statement) => saved(statement, slots))]);
  return { parts, carried: slots.size };
}

/** Consecutive pieces of at most `limit` operations and statements. */
function cut(
  statements: readonly Statement[],
  named: ReadonlySet<Value>,
  limit: number,
): readonly (readonly Statement[])[] {
  const pieces: Statement[][] = [];
  let size = Infinity;
  for (const statement of statements) {
    const cost = 1 + total(operationsOf(writtenOut(statement, named)));
    if (size + cost > limit) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)!.push(statement);
    size += cost;
  }
  return pieces;
}

function saved(statement: Statement, slots: ReadonlyMap<Value, number>): readonly Statement[] {
  const { kind, value } = statement;
  const position = kind === "bind" ? slots.get(value) : undefined;
  return position === undefined ? [statement] : [statement, { kind: "save", position, value }];
}

/** The values that a statement computes: none if it only stores a named one. */
const writtenOut = ({ kind, value }: Statement, named: ReadonlySet<Value>): readonly Value[] =>
  reachable([value], (v) => v.early || (named.has(v) && !(kind === "bind" && v === value)));

function namesIn(statement: Statement, named: ReadonlySet<Value>): readonly Value[] {
  const written = writtenOut(statement, named);
  // A result may also be a number, or a value made at creation: neither is carried.
  const used = written.length === 0 ? [statement.value] : written.flatMap((value) => value.operands);
  return used.filter((value) => named.has(value));
}
