/**
 * Loop-invariant code motion: each part of a value, and of a position in an array, is computed in the outermost loop in
 * which it is known. Products and sums are taken apart for it: in i·d + j the row's start i·d moves out of the loop over j.
 */
import {
  type Element,
  type Expr,
  add,
  children,
  element,
  mapChildren,
  multiply,
  rationalNumber,
} from "../../expr/index.js";
import { isLeaf } from "../dependence.js";
import { type Loop, type Nest, type Statement, statements } from "../nest.js";

/** One loop body (or the whole function) while it is rewritten. */
interface Scope {
  readonly loop?: Loop;
  readonly body: Nest[];
  /** What has a name here. */
  readonly bound: Map<Expr, Element>;
  /** Arrays that the loop writes: not read before it. */
  readonly written: ReadonlySet<string>;
  readonly scalars: Set<string>;
}

export function hoistInvariants(nests: readonly Nest[]): readonly Nest[] {
  return new Hoisting().run(nests);
}

class Hoisting {
  readonly #scopes: Scope[] = [];
  /** Those of the statement that is rewritten. */
  readonly #levels = new Map<Expr, number>();
  #names = 0;

  run(nests: readonly Nest[], loop?: Loop): readonly Nest[] {
    const written = new Set([...statements(nests)].map(([{ target }]) => target.tensor.name));
    const scope: Scope = { ...(loop && { loop }), body: [], bound: new Map(), written, scalars: new Set() };
    this.#scopes.push(scope);
    for (const nest of nests)
      scope.body.push(nest.kind === "loop" ? { ...nest, body: this.run(nest.body, nest) } : this.#statement(nest));
    this.#scopes.pop();
    return scope.body;
  }

  #statement(statement: Statement): Statement {
    const depth = this.#scopes.length - 1;
    const { target, value } = statement;
    this.#levels.clear();
    if (target.indices.length === 0) {
      if (statement.kind === "assign") this.#scopes[depth]!.scalars.add(target.tensor.name);
      return { ...statement, value: this.#place(value, depth, false) };
    }
    const positions = target.indices.map((i) => this.#place(i, depth, true));
    return { ...statement, target: element(target.tensor, positions), value: this.#place(value, depth, false) };
  }

  /** The value with everything moved out that is known outside the loop at this depth. */
  #place(e: Expr, depth: number, address: boolean): Expr {
    if (isLeaf(e) && (e.kind !== "element" || e.indices.length === 0)) return e;
    const level = this.#level(e);
    if (level < depth) return this.#bind(e, level, address);
    if (e.kind === "element")
      return element(
        e.tensor,
        e.indices.map((i) => this.#place(i, depth, true)),
      );
    if (e.kind !== "add" && e.kind !== "mul") return mapChildren(e, (child) => this.#place(child, depth, address));
    const operands = e.kind === "add" ? e.terms : e.factors;
    const combine = e.kind === "add" ? add : multiply;
    const constant = rationalNumber(e.kind === "add" ? e.constant : e.coefficient);
    const outer = operands.filter((operand) => this.#level(operand) < depth);
    const rest = operands
      .filter((operand) => !outer.includes(operand))
      .map((operand) => this.#place(operand, depth, address));
    if (outer.length === 0) return combine(constant, ...rest);
    return combine(this.#place(combine(constant, ...outer), depth, address), ...rest);
  }

  #bind(e: Expr, level: number, address: boolean): Element {
    const scope = this.#scopes[level]!;
    let name = scope.bound.get(e);
    if (name === undefined) {
      const value = this.#place(e, level, address);
      name = element({ name: `${address ? "at" : "s"}.${String(++this.#names)}`, role: "temporary", shape: [] });
      scope.body.push({ kind: "assign", target: name, value, ...(address && { address }) });
      scope.bound.set(e, name);
      scope.scalars.add(name.tensor.name);
    }
    return name;
  }

  /** The depth of the outermost loop body in which an expression is known; 0 is the function's. */
  #level(e: Expr): number {
    let level = this.#levels.get(e);
    if (level === undefined) {
      level = children(e).reduce((deepest, child) => Math.max(deepest, this.#level(child)), this.#ownLevel(e));
      this.#levels.set(e, level);
    }
    return level;
  }

  #ownLevel(e: Expr): number {
    const own =
      e.kind === "index"
        ? this.#scopes.findIndex(({ loop }) => loop?.index === e)
        : e.kind === "element"
          ? this.#scopes.findLastIndex(({ written, scalars }) =>
              e.indices.length > 0 ? written.has(e.tensor.name) : scalars.has(e.tensor.name),
            )
          : 0;
    return Math.max(own, 0);
  }
}
