/** One function while it is written: its parameters, its locals and its code. */
import { type Callee, type Code, immediate } from "./code.js";
import { unsignedLeb } from "./leb128.js";
import type { ValueType } from "./opcodes.js";

export interface Local {
  readonly type: ValueType;
  readonly get: Code;
  readonly set: (value: Code) => Code;
  /** Sets it and leaves the value. */
  readonly tee: (value: Code) => Code;
}

export class FunctionBuilder implements Callee {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
  readonly args: readonly Local[];
  readonly #locals: ValueType[] = [];
  readonly #code: Code[] = [];

  constructor(parameters: readonly ValueType[], result?: ValueType) {
    this.parameters = parameters;
    this.result = result;
    this.args = parameters.map((type, i) => local(type, i));
  }

  local(type: ValueType): Local {
    this.#locals.push(type);
    return local(type, this.parameters.length + this.#locals.length - 1);
  }

  push(...code: readonly Code[]): void {
    this.#code.push(...code);
  }

  /** Computes the value here; the result reads it again. */
  let(type: ValueType, value: Code): Code {
    const made = this.local(type);
    this.push(made.set(value));
    return made.get;
  }

  /** What `write` pushes, as a piece of code of its own. */
  block(write: () => void): Code {
    const before = this.#code.length;
    write();
    return this.#code.splice(before);
  }

  get locals(): readonly ValueType[] {
    return this.#locals;
  }

  get code(): Code {
    return this.#code;
  }
}

function local(type: ValueType, index: number): Local {
  const at = unsignedLeb(index);
  return {
    type,
    get: immediate("local.get", at),
    set: (value) => [value, immediate("local.set", at)],
    tee: (value) => [value, immediate("local.tee", at)],
  };
}
