/**
 * Loop fusion: steps over the same range share a loop when each round needs nothing of the other rounds. Greedy, level
 * by level: a step joins the last loop that it can, after all that it reads is there. The zero that a sum starts from is
 * set just outside its loop, with the first loop that can take it along.
 */
import { type Element, type IndexVariable, substitute, zero } from "../../expr/index.js";
import { LOWEST, elementsOf } from "../dependence.js";
import { type Nest, loop } from "../nest.js";
import type { Step } from "./steps.js";

/** Steps in one loop over `variable`, or one step without loops. */
interface Group {
  readonly variable: IndexVariable | undefined;
  readonly steps: Step[];
}

export function fuse(steps: readonly Step[]): readonly Nest[] {
  const groups: Group[] = [];
  for (const step of steps) {
    const variable = step.order[0];
    if (step.over && step.over === variable && !step.started) startBefore(step, groups);
    const home = variable && findGroup(step, variable, groups);
    if (home?.variable) home.steps.push(rename(step, variable!, home.variable));
    else groups.push({ variable, steps: [step] });
  }
  return groups.flatMap(({ variable, steps: members }): readonly Nest[] =>
    variable
      ? [loop(variable, fuse(members.map(({ order, ...step }) => ({ ...step, order: order.slice(1) }))))]
      : members.map(statement),
  );
}

const statement = ({ target, value, over, largest, adds }: Step): Nest => ({
  kind: adds || (over && !largest) ? "accumulate" : "assign",
  target,
  value,
});

function startBefore({ target, order, largest }: Step, groups: Group[]): void {
  const inner = order.slice(1);
  const [variable] = inner;
  const start = { target, value: largest ? LOWEST : zero, order: inner };
  const home = variable && groups.find((group) => group.variable?.size === variable.size);
  if (variable && home?.variable) home.steps.push(rename(start, variable, home.variable));
  else groups.unshift({ variable, steps: [start] });
}

function findGroup(step: Step, variable: IndexVariable, groups: readonly Group[]): Group | undefined {
  for (const group of groups.toReversed()) {
    if (group.variable?.size === variable.size && canJoin(step, variable, group)) return group;
    if (group.steps.some((other) => writes(other, step))) return undefined;
  }
  return undefined;
}

const touches = ({ target, value }: Step, name: string): readonly Element[] =>
  [target, ...target.indices.flatMap((i) => [...elementsOf(i)]), ...elementsOf(value)].filter(
    ({ tensor }) => tensor.name === name,
  );
/** Whether `step` uses what `other` writes. */
const writes = (other: Step, step: Step): boolean => touches(step, other.target.tensor.name).length > 0;

/** Every array that the group writes and the step uses has the loop's variable in the same axis of both. */
const canJoin = (step: Step, variable: IndexVariable, group: Group): boolean =>
  group.steps.every(({ target }) => {
    const axis = target.indices.findIndex((i) => i === group.variable);
    return touches(step, target.tensor.name).every((use) => axis >= 0 && use.indices[axis] === variable);
  });

function rename({ target, value, order, ...step }: Step, from: IndexVariable, to: IndexVariable): Step {
  const names = new Map([[from, to]]);
  return {
    ...step,
    target: substitute(target, names) as Element,
    value: substitute(value, names),
    order: order.map((i) => (i === from ? to : i)),
  };
}
