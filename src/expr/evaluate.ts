/** Numerical value of an expression in double precision. */
import { FUNCTIONS } from "./functions.js";
import type { Element, Expr, IndexVariable, Size } from "./node.js";
import { toNumber } from "./rational.js";
import { splitSize } from "./sizes.js";

/** Where the values of elements and named sizes come from. */
export interface Environment {
  /** The value of a tensor's element at literal indices. */
  readonly element: (element: Element, indices: readonly number[]) => number;
  readonly size?: (name: string) => number;
}

/** An environment for expressions without named sizes: values by node. */
export const valuesOf = (elements: readonly Element[], values: ArrayLike<number>): Environment => {
  const table = new Map<Expr, number>(elements.map((e, i) => [e, values[i]!]));
  return {
    element: (e) => {
      const value = table.get(e);
      if (value === undefined) throw new Error(`internal: no value for ${e.tensor.name}`);
      return value;
    },
  };
};

/** A reusable evaluator: what does not depend on a bound index is computed once. */
export function evaluator(environment: Environment): (e: Expr) => number {
  const memo = new Map<Expr, number>();
  const bound = new Map<IndexVariable, number>();
  const range = (size: Size): number => {
    if (typeof size === "number") return size;
    if (!environment.size) throw new Error(`internal: no value for size ${size}`);
    const [name, less] = splitSize(size);
    return environment.size(name) - less;
  };
  const visit = (e: Expr): number => {
    if (e.free.length > 0) return compute(e);
    let value = memo.get(e);
    if (value === undefined) {
      value = compute(e);
      memo.set(e, value);
    }
    return value;
  };
  const compute = (e: Expr): number => {
    switch (e.kind) {
      case "num":
        return toNumber(e.value);
      case "pi":
        return Math.PI;
      case "size":
        return range(e.name);
      case "index":
        return bound.get(e)!;
      case "element":
        return environment.element(e, e.indices.map(visit));
      case "add":
        return e.terms.reduce((total, term) => total + visit(term), toNumber(e.constant));
      case "mul":
        return e.factors.reduce((total, factor) => total * visit(factor), toNumber(e.coefficient));
      case "pow":
        return powerOf(visit(e.base), e.exponent, visit);
      case "call":
        return FUNCTIONS[e.name].evaluate(...e.args.map(visit));
      case "sum": {
        let total = 0;
        const outer = bound.get(e.index);
        for (let i = 0; i < range(e.index.size); i++) {
          bound.set(e.index, i);
          total += visit(e.body);
        }
        if (outer === undefined) bound.delete(e.index);
        else bound.set(e.index, outer);
        return total;
      }
      case "delta":
        return visit(e.left) === visit(e.right) ? 1 : 0;
      case "piecewise":
        return holds(e.relation, visit(e.left), visit(e.right)) ? visit(e.then) : visit(e.otherwise);
    }
  };
  return visit;
}

const holds = (relation: "<" | "<=" | "==", a: number, b: number): boolean =>
  relation === "<" ? a < b : relation === "<=" ? a <= b : a === b;

/** Math.pow is not correctly rounded for roots: sqrt is. */
function powerOf(base: number, exponent: Expr, visit: (e: Expr) => number): number {
  if (exponent.kind !== "num") return base ** visit(exponent);
  const { numerator, denominator } = exponent.value;
  return denominator === 2n ? Math.sqrt(base) ** Number(numerator) : base ** toNumber(exponent.value);
}

export const evaluate = (e: Expr, environment: Environment): number => evaluator(environment)(e);
