/**
 * The one intermediate representation: a hash-consed directed acyclic graph in index notation.
 * Nodes are made only by the smart constructors of build.ts; equal expressions are the same object.
 */
import type { FunctionName } from "./functions.js";
import { type Rational, formatQ } from "./rational.js";

/** A dimension: a literal number, or a name ("n", "d") that stays symbolic until the data arrive. */
export type Size = number | string;

/** `temporary`: an array that loops compute on the way to their results. */
export type Role = "parameter" | "data" | "noise" | "argument" | "temporary";

/** A named array; a scalar has shape []. */
export interface Tensor {
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly Size[];
}

export type Relation = "<" | "<=" | "==";

interface NodeBase {
  /** Order of creation; a key for memo tables, never for output order. */
  readonly id: number;
  /** Free index variables of the expression, without repeats. */
  readonly free: readonly IndexVariable[];
}

export interface Num extends NodeBase {
  readonly kind: "num";
  readonly value: Rational;
}
/** The circle constant; every other constant is a function value (e = exp(1)) or a power (sqrt(2) = 2^(1/2)). */
export interface Pi extends NodeBase {
  readonly kind: "pi";
}
/** A named size used as a number: the n of 1/n. */
export interface SizeValue extends NodeBase {
  readonly kind: "size";
  readonly name: string;
}
/** An index variable, bound by a Sum or free; `name` starts with "#" when bound. */
export interface IndexVariable extends NodeBase {
  readonly kind: "index";
  readonly name: string;
  readonly size: Size;
}
/** One element A[i, j] of a tensor; a scalar symbol has no indices. */
export interface Element extends NodeBase {
  readonly kind: "element";
  readonly tensor: Tensor;
  readonly indices: readonly Expr[];
}
/** constant + sum of terms; terms are neither Num nor Add and differ by more than a coefficient. */
export interface Add extends NodeBase {
  readonly kind: "add";
  readonly constant: Rational;
  readonly terms: readonly Expr[];
}
/** coefficient * product of factors; factors are neither Num nor Mul and have distinct bases. */
export interface Mul extends NodeBase {
  readonly kind: "mul";
  readonly coefficient: Rational;
  readonly factors: readonly Expr[];
}
export interface Pow extends NodeBase {
  readonly kind: "pow";
  readonly base: Expr;
  readonly exponent: Expr;
}
export interface Call extends NodeBase {
  readonly kind: "call";
  readonly name: FunctionName;
  readonly args: readonly Expr[];
}
/** sum over index = 0 … size-1 of body. */
export interface Sum extends NodeBase {
  readonly kind: "sum";
  readonly index: IndexVariable;
  readonly body: Expr;
}
/** Kronecker delta of two index expressions. */
export interface Delta extends NodeBase {
  readonly kind: "delta";
  readonly left: Expr;
  readonly right: Expr;
}
/** `then` where left (relation) right holds, `otherwise` elsewhere. */
export interface Piecewise extends NodeBase {
  readonly kind: "piecewise";
  readonly relation: Relation;
  readonly left: Expr;
  readonly right: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

export type Expr = Num | Pi | SizeValue | IndexVariable | Element | Add | Mul | Pow | Call | Sum | Delta | Piecewise;
export type Kind = Expr["kind"];

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a node is made of, before it has an identity. */
export type Shape = DistributiveOmit<Expr, "id" | "free">;

const pool = new Map<string, Expr>();
const tensorKeys = new WeakMap<Tensor, string>();

/** Identity of a tensor by content: a few objects are asked for again and again. */
function tensorKey(tensor: Tensor): string {
  let key = tensorKeys.get(tensor);
  if (key === undefined) {
    key = `${tensor.role}|${tensor.name}|${tensor.shape.join(",")}`;
    tensorKeys.set(tensor, key);
  }
  return key;
}

function ids(nodes: readonly Expr[]): string {
  let text = "";
  for (const { id } of nodes) text += `${String(id)},`;
  return text;
}

/** Identity of a node by content; children count by their ids. */
const keyOf: { [K in Kind]: (shape: Extract<Shape, { kind: K }>) => string } = {
  num: (s) => `n${formatQ(s.value)}`,
  pi: () => "pi",
  size: (s) => `s${s.name}`,
  index: (s) => `i${s.name}:${String(s.size)}`,
  element: (s) => `e${tensorKey(s.tensor)}[${ids(s.indices)}`,
  add: (s) => `+${formatQ(s.constant)}:${ids(s.terms)}`,
  mul: (s) => `*${formatQ(s.coefficient)}:${ids(s.factors)}`,
  pow: (s) => `^${String(s.base.id)},${String(s.exponent.id)}`,
  call: (s) => `f${s.name}(${ids(s.args)}`,
  sum: (s) => `S${String(s.index.id)},${String(s.body.id)}`,
  delta: (s) => `d${String(s.left.id)},${String(s.right.id)}`,
  piecewise: (s) => `?${s.relation}${ids([s.left, s.right, s.then, s.otherwise])}`,
};

/** The children of a node, in a fixed order. A bound index is no child. */
export function children(node: Expr | Shape): readonly Expr[] {
  switch (node.kind) {
    case "num":
    case "pi":
    case "size":
    case "index":
      return [];
    case "element":
      return node.indices;
    case "add":
      return node.terms;
    case "mul":
      return node.factors;
    case "pow":
      return [node.base, node.exponent];
    case "call":
      return node.args;
    case "sum":
      return [node.body];
    case "delta":
      return [node.left, node.right];
    case "piecewise":
      return [node.left, node.right, node.then, node.otherwise];
  }
}

const NONE: readonly IndexVariable[] = Object.freeze([]);

function freeOf(shape: Shape): readonly IndexVariable[] {
  let free = NONE;
  for (const child of children(shape)) free = union(free, child.free);
  return shape.kind === "sum" ? free.filter((index) => index !== shape.index) : free;
}

/** A list that has all of the other is shared. */
function union(a: readonly IndexVariable[], b: readonly IndexVariable[]): readonly IndexVariable[] {
  if (a.length === 0 || b.length === 0) return b.length === 0 ? a : b;
  const more = b.filter((index) => !a.includes(index));
  return more.length === 0 ? a : [...a, ...more];
}

/** The unique node of this content. Only for the smart constructors. */
export function intern<S extends Shape>(shape: S): Extract<Expr, { kind: S["kind"] }> {
  const key = (keyOf[shape.kind] as (s: Shape) => string)(shape);
  let node = pool.get(key);
  if (node === undefined) {
    const made = { ...shape, id: pool.size, free: freeOf(shape) } as Expr & { free: readonly IndexVariable[] };
    if (made.kind === "index") made.free = [made];
    node = Object.freeze(made);
    pool.set(key, node);
  }
  return node as Extract<Expr, { kind: S["kind"] }>;
}
