/**
 * Values: the operations of straight-line code as a hash-consed graph. A sum carries every coefficient and a product
 * every integer exponent, so that the two are the same shape: a map from operands to weights.
 */
import type { Element, FunctionName, Relation } from "../expr/index.js";
import { ONE, type Rational, ZERO, addQ, formatQ, isOneQ, isZeroQ, mulQ, negQ, powQ, signQ } from "../expr/rational.js";

export type Operation = FunctionName | "sqrt" | "pow";
export type Term = readonly [weight: Rational, value: Value];
export type Factor = readonly [base: Value, exponent: number];

interface ValueBase {
  /** Order of creation. */
  readonly id: number;
  /** Depends on data and constants alone: computed once, when the model is created. */
  readonly early: boolean;
  /** The values it is computed from, in order. */
  readonly operands: readonly Value[];
}
export interface Leaf extends ValueBase {
  readonly kind: "leaf";
  readonly element: Element;
}
export interface Constant extends ValueBase {
  readonly kind: "constant";
  readonly value: Rational;
}
export interface Pi extends ValueBase {
  readonly kind: "pi";
}
/** constant + sum of weight * value. */
export interface Sum extends ValueBase {
  readonly kind: "sum";
  readonly constant: Rational;
  readonly terms: readonly Term[];
}
/** Product of base ^ exponent, exponents non-zero integers. */
export interface Product extends ValueBase {
  readonly kind: "product";
  readonly factors: readonly Factor[];
}
export interface Call extends ValueBase {
  readonly kind: "call";
  readonly operation: Operation;
  readonly args: readonly Value[];
}
/** `then` where left (relation) right holds, `otherwise` elsewhere. */
export interface Select extends ValueBase {
  readonly kind: "select";
  readonly relation: Relation;
  readonly left: Value;
  readonly right: Value;
  readonly then: Value;
  readonly otherwise: Value;
}
export type Value = Leaf | Constant | Pi | Sum | Product | Call | Select;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a value is made of, before it has an identity. */
type Shape = DistributiveOmit<Value, keyof ValueBase>;

export const absQ = (q: Rational): Rational => (signQ(q) < 0 ? negQ(q) : q);

function operandsOf(shape: Shape): readonly Value[] {
  switch (shape.kind) {
    case "leaf":
    case "constant":
    case "pi":
      return [];
    case "sum":
      return shape.terms.map(([, term]) => term);
    case "product":
      return shape.factors.map(([base]) => base);
    case "call":
      return shape.args;
    case "select":
      return [shape.left, shape.right, shape.then, shape.otherwise];
  }
}

/** Sums and products are equal in any order of their operands. */
const unordered = (parts: readonly string[]): string => (parts.length < 2 ? parts : [...parts].sort()).join(",");
const weightKey = (q: Rational): string => (isOneQ(q) ? "" : formatQ(q));
const KEYS: { [K in Value["kind"]]: (shape: Extract<Shape, { kind: K }>) => string } = {
  leaf: (s) => `e${s.element.id}`,
  constant: (s) => `n${formatQ(s.value)}`,
  pi: () => "pi",
  sum: (s) => `+${formatQ(s.constant)}:${unordered(s.terms.map(([w, v]) => `${weightKey(w)}*${v.id}`))}`,
  product: (s) => `*${unordered(s.factors.map(([v, n]) => `${v.id}^${n}`))}`,
  call: (s) => `f${s.operation}(${s.args.map((v) => v.id).join(",")})`,
  select: (s) => `?${s.relation}${[s.left, s.right, s.then, s.otherwise].map((v) => v.id).join(",")}`,
};

/** The values of one module, and their only constructors: equal values are the same object. */
export class Graph {
  readonly #pool = new Map<string, Value>();
  readonly one = this.constant(ONE);
  readonly pi = this.#intern({ kind: "pi" });

  #intern(shape: Shape): Value {
    const key = (KEYS[shape.kind] as (s: Shape) => string)(shape);
    let value = this.#pool.get(key);
    if (value === undefined) {
      const operands = operandsOf(shape);
      const early = shape.kind === "leaf" ? shape.element.tensor.role === "data" : operands.every((v) => v.early);
      value = Object.freeze({ ...shape, id: this.#pool.size, early, operands });
      this.#pool.set(key, value);
    }
    return value;
  }

  leaf(element: Element): Value {
    return this.#intern({ kind: "leaf", element });
  }

  constant(value: Rational): Value {
    return this.#intern({ kind: "constant", value });
  }

  call(operation: Operation, ...args: readonly Value[]): Value {
    return this.#intern({ kind: "call", operation, args });
  }

  select(relation: Relation, left: Value, right: Value, then: Value, otherwise: Value): Value {
    return this.#intern({ kind: "select", relation, left, right, then, otherwise });
  }

  /** constant + sum of terms; nested sums stay, multiples of a value and numbers do not. */
  sum(constant: Rational, terms: readonly Term[]): Value {
    const weights = new Map<Value, Rational>([[this.one, constant]]);
    for (const [weight, value] of terms) {
      const [content, rest] = this.split(value);
      const present = weights.get(rest);
      const more = content === ONE ? weight : mulQ(weight, content);
      weights.set(rest, present === undefined ? more : addQ(present, more));
    }
    const total = weights.get(this.one)!;
    weights.delete(this.one);
    const kept = [...weights].filter(([, weight]) => !isZeroQ(weight)).map(([value, weight]): Term => [weight, value]);
    const [first] = kept;
    if (first === undefined) return this.constant(total);
    if (kept.length === 1 && isZeroQ(total) && isOneQ(first[0])) return first[1];
    return this.#intern({ kind: "sum", constant: total, terms: kept });
  }

  scale(weight: Rational, value: Value): Value {
    return isOneQ(weight) ? value : this.sum(ZERO, [[weight, value]]);
  }

  /** Product of powers; nested products stay, coefficients go outside. */
  product(factors: readonly Factor[]): Value {
    let coefficient = ONE;
    const exponents = new Map<Value, number>();
    for (const [base, exponent] of factors) {
      const [content, rest] = this.split(base);
      if (content !== ONE) coefficient = mulQ(coefficient, powQ(content, BigInt(exponent)));
      if (rest !== this.one) exponents.set(rest, (exponents.get(rest) ?? 0) + exponent);
    }
    cancelReciprocals(exponents);
    const kept = [...exponents].filter(([, exponent]) => exponent !== 0);
    const [first] = kept;
    if (first === undefined) return this.constant(coefficient);
    const rest = kept.length === 1 && first[1] === 1 ? first[0] : this.#intern({ kind: "product", factors: kept });
    return this.scale(coefficient, rest);
  }

  /** value = coefficient * rest; a number is a multiple of one. */
  split(value: Value): Term {
    if (value.kind === "constant") return [value.value, this.one];
    if (value.kind === "sum" && value.terms.length === 1 && isZeroQ(value.constant)) return value.terms[0]!;
    return [ONE, value];
  }
}

/** x * r with r = 1 / x a value of its own is 1. */
function cancelReciprocals(exponents: Map<Value, number>): void {
  for (const [value, exponent] of exponents) {
    const [only, second] = value.kind === "product" ? value.factors : [];
    if (only === undefined || second !== undefined || only[1] !== -1) continue;
    const opposite = exponents.get(only[0]) ?? 0;
    const common = exponent * opposite > 0 ? Math.sign(exponent) * Math.min(Math.abs(exponent), Math.abs(opposite)) : 0;
    exponents.set(value, exponent - common);
    if (common !== 0) exponents.set(only[0], opposite - common);
  }
}
