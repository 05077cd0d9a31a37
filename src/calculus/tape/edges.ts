/** The value of one operation on the tape, and its non-zero partial derivatives by its active arguments. */
import type { Operation } from "./tape.js";

/** Partial derivatives, each with the positions on the tape of the arguments that it is by. */
export interface Edges {
  readonly first: number[];
  readonly d1: number[];
  /** Pairs (p, q). */
  readonly second: number[];
  readonly d2: number[];
  /** Triples (p, q, r). */
  readonly third: number[];
  readonly d3: number[];
}

export const noEdges = (): Edges => ({ first: [], d1: [], second: [], d2: [], third: [], d3: [] });

/** Where an operation is evaluated. */
export interface Place {
  readonly parameters: ArrayLike<number>;
  readonly data: ArrayLike<number>;
  /** Of the operations before it on the tape. */
  readonly values: Float64Array;
  readonly active: readonly boolean[];
  /** The highest order of partial derivatives that is wanted. */
  readonly order: number;
}

/** Evaluates the operation, and adds its partial derivatives to `edges`. */
export function evaluateOperation(operation: Operation, at: Place, edges: Edges): number {
  const { values, active } = at;
  const slope = (slot: number, partial: number): void => {
    if (!active[slot]!) return;
    edges.first.push(slot);
    edges.d1.push(partial);
  };
  switch (operation.kind) {
    case "constant":
      return operation.value;
    case "parameter":
      return at.parameters[operation.place]!;
    case "data":
      return at.data[operation.place]!;
    case "linear": {
      let total = operation.constant;
      operation.slots.forEach((slot, k) => {
        total += operation.coefficients[k]! * values[slot]!;
        slope(slot, operation.coefficients[k]!);
      });
      return total;
    }
    case "product": {
      const [left, right] = operation.slots as [number, number];
      slope(left, values[right]!);
      slope(right, values[left]!);
      if (active[left]! && active[right]!) {
        edges.second.push(left, right);
        edges.d2.push(left === right ? 2 : 1);
      }
      return values[left]! * values[right]!;
    }
    case "elementary":
      return elementary(operation, at, edges);
    case "choice": {
      const [left, right, then, otherwise] = operation.slots as [number, number, number, number];
      const chosen = HOLDS[operation.relation](values[left]!, values[right]!) ? then : otherwise;
      slope(chosen, 1);
      return values[chosen]!;
    }
  }
}

const HOLDS: Record<"<" | "<=" | "==", (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "==": (a, b) => a === b,
};

function elementary(
  operation: Extract<Operation, { kind: "elementary" }>,
  { values, active, order }: Place,
  edges: Edges,
): number {
  const { value: result, partials } = operation.local(
    operation.slots.map((slot) => values[slot]!),
    order,
  );
  const [targets, weights] = [
    [edges.first, edges.second, edges.third],
    [edges.d1, edges.d2, edges.d3],
  ];
  for (const { by, value } of partials) {
    const slots = by.map((place) => operation.slots[place]!).sort((p, q) => p - q);
    if (!slots.every((slot) => active[slot]!)) continue;
    targets[slots.length - 1]!.push(...slots);
    // Places that share a slot, as in x^x, are several ways to the same entry.
    weights[slots.length - 1]!.push((value * arrangements(by)) / arrangements(slots));
  }
  return result;
}

/** The number of different orders of an ascending list of at most three. */
function arrangements(list: readonly number[]): number {
  const equal = list.filter((value, i) => i > 0 && value === list[i - 1]).length;
  return [1, 1, 2, 6][list.length]! / [1, 2, 6][equal]!;
}
