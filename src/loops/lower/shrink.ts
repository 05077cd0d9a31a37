/**
 * Array contraction: an axis of a temporary that is only ever read and written in the same round of one fused loop is
 * dropped. The residual r_i becomes a scalar, the pre-activations h_ia of a sample one row.
 */
import { type Element, element } from "../../expr/index.js";
import { type Loop, type Nest, accesses, elementReplacer, mapValues, statements } from "../nest.js";

interface Use {
  readonly access: Element;
  readonly path: readonly Loop[];
}

export function shrink(nests: readonly Nest[]): readonly Nest[] {
  const uses = new Map<string, Use[]>();
  for (const [statement, path] of statements(nests))
    for (const access of accesses(statement)) {
      if (access.tensor.role !== "temporary") continue;
      uses.set(access.tensor.name, [...(uses.get(access.tensor.name) ?? []), { access, path }]);
    }
  const kept = new Map([...uses].map(([name, list]) => [name, keptAxes(list)]));
  const replace = (e: Element): Element => {
    const axes = e.tensor.role === "temporary" ? kept.get(e.tensor.name) : undefined;
    if (!axes || axes.length === e.indices.length) return e;
    const shape = axes.map((axis) => e.tensor.shape[axis]!);
    return element(
      { ...e.tensor, shape },
      axes.map((axis) => e.indices[axis]!),
    );
  };
  return mapValues(nests, elementReplacer(replace));
}

function keptAxes(uses: readonly Use[]): readonly number[] {
  const [first] = uses;
  const common = first!.path.filter((loop, depth) => uses.every(({ path }) => path[depth] === loop));
  const isFixed = (axis: number): boolean =>
    common.some(({ index }) => uses.every(({ access }) => access.indices[axis] === index));
  return first!.access.indices.map((_, axis) => axis).filter((axis) => !isFixed(axis));
}
