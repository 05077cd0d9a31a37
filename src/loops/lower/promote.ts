/** Register promotion: an entry of an array that a whole loop accumulates into is a scalar inside that loop. */
import { type Element, element, zero } from "../../expr/index.js";
import { type Loop, type Nest, type Statement, mapStatements, statements } from "../nest.js";

export function promote(nests: readonly Nest[]): readonly Nest[] {
  const promoted = new Set(nests.flatMap((nest) => (nest.kind === "loop" ? fixedTargets(nest) : [])));
  // The entry itself need not be set to zero first.
  const isStart = (nest: Nest): boolean => nest.kind === "assign" && nest.value === zero && promoted.has(nest.target);
  const started = new Set(nests.filter(isStart).map((nest) => (nest as Statement).target));
  return nests
    .filter((nest) => !isStart(nest))
    .flatMap((nest) => (nest.kind === "loop" ? promoteIn(nest, started) : [nest]));
}

function promoteIn(nest: Loop, started: ReadonlySet<Element>): readonly Nest[] {
  const registers = new Map(fixedTargets(nest).map((target) => [target, registerOf(target)]));
  const body = mapStatements(nest.body, (statement) => ({
    ...statement,
    target: registers.get(statement.target) ?? statement.target,
  }));
  return [
    ...[...registers.values()].map((target): Nest => ({ kind: "assign", target, value: zero })),
    { ...nest, body: promote(body) },
    ...[...registers].map(([target, value]): Nest => ({
      kind: started.has(target) ? "assign" : "accumulate",
      target,
      value,
    })),
  ];
}

/** The entries of arrays that all rounds of a loop, and of the loops in it, add to. */
const fixedTargets = (nest: Loop): readonly Element[] => [
  ...new Set(
    [...statements([nest])]
      .filter(
        ([{ kind, target }, path]) =>
          kind === "accumulate" && target.indices.length > 0 && !path.some(({ index }) => target.free.includes(index)),
      )
      .map(([{ target }]) => target),
  ),
];

const registerOf = ({ tensor }: Element): Element =>
  element({ name: `${tensor.name}.sum`, role: "temporary", shape: [] });
