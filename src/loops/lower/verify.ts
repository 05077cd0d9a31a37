/** Checks a nest of loops: indices stand in their loops, scalars are set before they are read, no sum is left. */
import type { Expr, IndexVariable } from "../../expr/index.js";
import { containsSum, elementsOf } from "../dependence.js";
import type { Nest, Statement } from "../nest.js";

/** `known` are the names of the arrays that exist before the first statement. */
export function verify(where: string, nests: readonly Nest[], known: ReadonlySet<string>): void {
  verifyBody(where, nests, [], new Set(known));
}

function verifyBody(where: string, nests: readonly Nest[], loops: readonly IndexVariable[], set: Set<string>): void {
  const fail = (what: string): never => {
    throw new Error(`internal: ${where}: ${what}`);
  };
  const check = (e: Expr): void => {
    if (containsSum(e)) fail("a sum is left");
    for (const i of e.free) if (!loops.includes(i)) fail(`index ${i.name} stands outside its loop`);
    for (const { tensor, indices } of elementsOf(e)) {
      if (!set.has(tensor.name)) fail(`${tensor.name} is read before it is set`);
      if (indices.length !== tensor.shape.length) fail(`${tensor.name} has ${String(tensor.shape.length)} axes`);
    }
  };
  const checkStatement = ({ kind, target, value }: Statement): void => {
    check(value);
    target.indices.forEach(check);
    if (kind === "accumulate" && !set.has(target.tensor.name))
      fail(`${target.tensor.name} is added to before it is set`);
    set.add(target.tensor.name);
  };
  for (const nest of nests)
    if (nest.kind !== "loop") checkStatement(nest);
    else if (loops.includes(nest.index)) fail(`a loop over ${nest.index.name} inside another`);
    else {
      if (nest.last) check(nest.last);
      verifyBody(where, nest.body, [...loops, nest.index], set);
    }
}
