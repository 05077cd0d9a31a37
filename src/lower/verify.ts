/** Checks straight-line code: every name is defined once and before its use, and only declared inputs are read. */
import type { Element, Expr } from "../expr/index.js";
import type { Code, Program } from "./program.js";
import { type Value } from "./value.js";

export function verify({ hoisted, programs }: Code): void {
  const creation = new Scope("creation", new Set(), ({ tensor }) => tensor.role === "data");
  for (const value of hoisted) creation.define(value);
  for (const program of programs) verifyProgram(program, creation.names);
}

function verifyProgram({ kernel, parts }: Program, hoisted: ReadonlySet<Value>): void {
  const inputs = new Set<Expr>(kernel.inputs.flatMap((input) => input.elements));
  const carried = new Map<number, Value>();
  const results: number[] = [];
  for (const part of parts) {
    const scope = new Scope(kernel.name, hoisted, (element) => inputs.has(element));
    for (const statement of part) {
      const { kind, value } = statement;
      if (kind === "bind") scope.define(value);
      else if (kind === "load") scope.receive(value, carried.get(statement.position));
      else scope.use(value);
      if (kind === "save") carried.set(statement.position, value);
      if (kind === "store") results.push(statement.position);
      if (kind === "return") results.push(0);
    }
  }
  const expected = "value" in kernel.output ? 1 : kernel.output.values.length;
  if (results.length !== expected || results.some((position, i) => position !== i))
    throw new Error(`internal: ${kernel.name} does not give each result once`);
}

/** The names of one function body, as they come to be. */
class Scope {
  readonly names: Set<Value>;
  readonly #written = new Set<Value>();
  readonly #where: string;
  readonly #isInput: (element: Element) => boolean;

  constructor(where: string, outer: ReadonlySet<Value>, isInput: (element: Element) => boolean) {
    this.names = new Set(outer);
    this.#where = where;
    this.#isInput = isInput;
  }

  define(value: Value): void {
    this.#write(value);
    this.#name(value);
  }

  receive(value: Value, sent: Value | undefined): void {
    if (sent !== value) this.#fail("loads a value that was not saved");
    this.#name(value);
  }

  use(value: Value): void {
    if (!this.names.has(value)) this.#write(value);
  }

  #name(value: Value): void {
    if (this.names.has(value)) this.#fail("names a value twice");
    this.names.add(value);
  }

  /** A definition goes down to names, inputs and literals; nothing is computed twice. */
  #write(value: Value): void {
    if (value.kind === "constant" || value.kind === "pi") return;
    if (value.kind === "leaf") {
      if (!this.#isInput(value.element)) this.#fail(`reads ${value.element.tensor.name}, which is no input`);
      return;
    }
    if (this.#written.has(value)) this.#fail("computes a value twice");
    this.#written.add(value);
    for (const operand of value.operands) this.use(operand);
  }

  #fail(what: string): never {
    throw new Error(`internal: ${this.#where} ${what}`);
  }
}
