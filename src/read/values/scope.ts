/** Which name means what: nested scopes of bindings. */
import type { Node } from "ts-morph";
import type { Cell, Condition, Value } from "./values.js";

/** A name stands for a cell, or for a value of the module that is computed when it is needed. */
export type Binding = Cell | ((use: Node) => Value);

/** One call of a function. */
export interface Frame {
  /** What it has returned so far under conditions that stay open. */
  readonly early: { readonly when: Condition; readonly value: Value }[];
  /** A statement could not be read: nor can the result be. */
  unreadable: boolean;
}

export class Scope {
  readonly #names = new Map<string, Binding>();

  constructor(
    readonly parent: Scope | undefined,
    readonly frame: Frame,
  ) {}

  static forCall(parent: Scope | undefined): Scope {
    return new Scope(parent, { early: [], unreadable: false });
  }

  inner(): Scope {
    return new Scope(this, this.frame);
  }

  /** False when the name is taken in this very scope. */
  declare(name: string, binding: Binding): boolean {
    if (this.#names.has(name)) return false;
    this.#names.set(name, binding);
    return true;
  }

  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.lookup(name);
  }

  /** The value of a variable, as it is now. */
  valueOf(name: string): Value | undefined {
    const binding = this.lookup(name);
    return typeof binding === "function" ? undefined : binding?.contents[0];
  }
}
