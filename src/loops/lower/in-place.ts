/**
 * Steps in place: a kernel that adds to `out` may be called with out = x where each parameter is read before the entry
 * in its place is written. Then a step needs no copy of x.
 */
import { type Element, element } from "../../expr/index.js";
import { elementsOf } from "../dependence.js";
import type { LoopKernel } from "../kernel.js";
import { type Loop, type Nest, type Statement, elementReplacer, statements } from "../nest.js";

const reads = ({ value }: Statement): readonly Element[] =>
  [...elementsOf(value)].filter(({ tensor }) => tensor.role === "parameter");

/** The parameter in whose place each part of the output stands. */
const places = ({ inputs, output }: LoopKernel): ReadonlyMap<string, string> =>
  new Map(output.views.map(({ tensor }, i) => [tensor.name, inputs[0]!.views[i]!.tensor.name]));

/** What a body reads of a parameter after it has written in its place is read at its beginning. */
export function loadFirst(kernel: LoopKernel, nests: readonly Nest[]): readonly Nest[] {
  const written = places(kernel);
  let count = 0;
  const visit = (body: readonly Nest[]): readonly Nest[] => {
    const gone = new Set<string>();
    const late = new Set<Element>();
    for (const nest of body) {
      if (nest.kind === "loop") continue;
      for (const read of reads(nest)) if (gone.has(read.tensor.name)) late.add(read);
      const place = written.get(nest.target.tensor.name);
      if (place !== undefined) gone.add(place);
    }
    const name = (): Element => element({ name: `before.${String(++count)}`, role: "temporary", shape: [] }, []);
    const loaded = new Map([...late].map((read) => [read, name()]));
    const replace = elementReplacer((e) => loaded.get(e) ?? e);
    return [
      ...[...loaded].map(([value, target]): Nest => ({ kind: "assign", target, value })),
      ...body.map((nest) =>
        nest.kind === "loop" ? { ...nest, body: visit(nest.body) } : { ...nest, value: replace(nest.value) },
      ),
    ];
  };
  return visit(nests);
}

interface Access {
  readonly at: Element;
  readonly path: readonly Loop[];
  /** Position in the order of the program. */
  readonly order: number;
}

/** Whether out = x gives what an `out` elsewhere would. */
export function worksInPlace(kernel: LoopKernel, nests: readonly Nest[]): boolean {
  const written = places(kernel);
  const list = [...statements(nests)].map(([statement, path], order) => ({ statement, path, order }));
  const accesses = (of: (statement: Statement) => readonly Element[]): readonly Access[] =>
    list.flatMap(({ statement, path, order }) => of(statement).map((at) => ({ at, path, order })));
  const outputs = accesses(({ target }) => (written.has(target.tensor.name) ? [target] : []));
  return accesses(reads).every((read) =>
    outputs
      .filter(({ at }) => written.get(at.tensor.name) === read.at.tensor.name)
      .every((output) => read.order <= output.order && inOneRound(read, output)),
  );
}

/** Different rounds of the loops around both touch different entries. */
const inOneRound = (read: Access, output: Access): boolean =>
  read.path
    .filter((loop, depth) => output.path[depth] === loop)
    .every(({ index }) => read.at.indices.some((i, axis) => i === index && output.at.indices[axis] === index));
