/** Straight-line kernels inside a function that runs them on two paths at a time: one double of each in every value. */
import type { Element } from "../../expr/index.js";
import type { Program } from "../../lower/program.js";
import type { Value } from "../../lower/value.js";
import { type Code, type FunctionBuilder, type Local, type MathLibrary, PAIR } from "../../wasm/index.js";
import { type ValueReader, defineCode } from "./value.js";

/** Reads a value that is known at creation, as a double. */
export type Constant = (value: Value) => Code | undefined;

/** What the kernels in one function share: its code so far, and the constants of the model in both lanes. */
export class PairFunction {
  readonly built: FunctionBuilder;
  readonly #library: MathLibrary;
  readonly #splats = new Map<Value, Code>();

  /** Spreads the constants of the programs over both lanes, before everything else. */
  constructor(built: FunctionBuilder, library: MathLibrary, constant: Constant, programs: readonly Program[]) {
    this.built = built;
    this.#library = library;
    for (const { value } of programs.flatMap(({ parts }) => parts.flat()))
      for (const known of constantsIn(value, constant))
        if (!this.#splats.has(known)) this.#splats.set(known, built.let(PAIR.type, PAIR.splat(constant(known)!)));
  }

  /** Runs a kernel on values for its inputs, entry by entry; gives those of its output. */
  inline({ kernel, parts }: Program, ...inputs: readonly (readonly Code[])[]): readonly Code[] {
    const { built } = this;
    const entries = new Map<Element, Code>(
      kernel.inputs.flatMap(({ elements }, array) => elements.map((e, at) => [e, inputs[array]![at]!] as const)),
    );
    const named = new Map<Value, Local>();
    const reader: ValueReader = {
      ...{ lanes: PAIR, library: this.#library },
      name: (value) => named.get(value)?.get ?? this.#splats.get(value),
      read: ({ element }) => entries.get(element)!,
      let: (value) => built.let(PAIR.type, value),
    };
    const outputs: Code[] = [];
    for (const statement of parts.flat()) {
      const { kind, value } = statement;
      // One function holds all parts: what one part hands to another is still there.
      if (kind === "save" || kind === "load" || (kind === "bind" && named.has(value))) continue;
      const local = built.local(PAIR.type);
      built.push(local.set(reader.name(value) ?? defineCode(value, reader)));
      if (kind === "bind") named.set(value, local);
      else outputs["position" in statement ? statement.position : 0] = local.get;
    }
    return outputs;
  }
}

/** The values below this one that are known at creation. */
function constantsIn(root: Value, constant: Constant): readonly Value[] {
  const seen = new Set<Value>();
  const found: Value[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (constant(value) === undefined) value.operands.forEach(visit);
    else found.push(value);
  };
  visit(root);
  return found;
}
