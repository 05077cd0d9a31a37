/** The loops of one kernel as WebAssembly: outer loops as they are, innermost loops two rounds at a time where they can. */
import type { Element, Expr, IndexVariable } from "../../../expr/index.js";
import { add, one, rationals, size as sizeValue } from "../../../expr/index.js";
import {
  type Code,
  type FunctionBuilder,
  type Local,
  type MathLibrary,
  SCALAR,
  i32,
  op,
  whileLoop,
} from "../../../wasm/index.js";
import type { Loop, Nest, Statement } from "../../nest.js";
import { pairable } from "./pairs.js";
import { BYTES, type Surroundings, writeStrips } from "./strips.js";
import { type Reader, valueCode } from "./value.js";

/** What is known when the function starts, each read once: sizes (i32), first bytes of arrays (i32), numbers (f64). */
export interface Known {
  readonly size: (name: string) => Code;
  readonly array: (name: string, role: string) => Code;
  readonly number: (name: string) => Code;
}

export class Body {
  readonly #built: FunctionBuilder;
  readonly #library: MathLibrary;
  readonly #known: Known;
  readonly #indices = new Map<IndexVariable, Local>();
  readonly #scalars = new Map<string, Local>();

  constructor(built: FunctionBuilder, library: MathLibrary, known: Known) {
    this.#built = built;
    this.#library = library;
    this.#known = known;
  }

  write(nests: readonly Nest[]): void {
    for (const nest of nests)
      if (nest.kind !== "loop") this.#statement(nest);
      else {
        const paired = pairable(nest);
        if (paired) writeStrips(paired, nest.index, this.#end(nest), this.#surroundings());
        else this.#loop(nest);
      }
  }

  /** A scalar that was set in the function. */
  scalar(name: string): Code {
    return this.#scalars.get(name)!.get;
  }

  #loop(nest: Loop): void {
    const { index, width, resumes, body } = nest;
    const i = resumes ? this.#indices.get(index)! : this.#built.local("i32");
    this.#indices.set(index, i);
    if (!resumes) this.#built.push(i.set(i32(0)));
    const goesOn = op("i32.lt_s", op("i32.add", i.get, i32(width - 1)), this.#end(nest));
    const round = this.#built.block(() => {
      this.write(body);
      this.#built.push(i.set(op("i32.add", i.get, i32(width))));
    });
    this.#built.push(whileLoop(goesOn, round));
  }

  #statement({ kind, target, value, address }: Statement): void {
    if (address) {
      this.#built.push(this.#scalar(target, "i32").set(this.#position(value)));
      return;
    }
    const code = valueCode(value, this.#reader());
    if (target.indices.length === 0) {
      const local = this.#scalar(target, "f64");
      this.#built.push(local.set(kind === "assign" ? code : SCALAR.add(local.get, code)));
    } else {
      const place = this.#built.let("i32", this.#address(target));
      this.#built.push(SCALAR.store(place, kind === "assign" ? code : SCALAR.add(SCALAR.load(place), code)));
    }
  }

  #scalar({ tensor: { name } }: Element, type: "i32" | "f64"): Local {
    const local = this.#scalars.get(name) ?? this.#built.local(type);
    this.#scalars.set(name, local);
    return local;
  }

  #reader(): Reader {
    return {
      lanes: SCALAR,
      library: this.#library,
      constant: SCALAR.constant,
      element: (e) => (e.indices.length > 0 ? SCALAR.load(this.#address(e)) : this.#number(e)),
      size: (name) => op("f64.convert_i32_s", this.#known.size(name)),
      index: (i) => op("f64.convert_i32_s", this.#indices.get(i)!.get),
      position: (e) => this.#position(e),
      let: (value) => this.#built.let("f64", value),
    };
  }

  #surroundings(): Surroundings {
    const { size, index, position } = this.#reader();
    return {
      size,
      index,
      position,
      built: this.#built,
      library: this.#library,
      address: (e, at) => this.#address(e, at),
      number: (e) => this.#number(e),
      sum: (target) => this.#scalar(target, "f64"),
    };
  }

  #number({ tensor: { name } }: Element): Code {
    const local = this.#scalars.get(name);
    if (local === undefined) return this.#known.number(name);
    return local.type === "i32" ? op("f64.convert_i32_s", local.get) : local.get;
  }

  /** What the index stays below. */
  #end({ index: { size }, last }: Loop): Code {
    return this.#position(last ? add(last, one) : sizeValue(size));
  }

  /** The byte at which an entry begins. */
  #address({ tensor: { name, role }, indices }: Element, position = indices[0]!): Code {
    return op("i32.add", this.#known.array(name, role), op("i32.mul", this.#position(position), i32(BYTES)));
  }

  /** Positions are sums and products of whole numbers; an entry of an array may be one. */
  #position(e: Expr): Code {
    switch (e.kind) {
      case "num":
        return i32(rationals.toNumber(e.value));
      case "size":
        return this.#known.size(e.name);
      case "index":
        return this.#indices.get(e)!.get;
      case "element": {
        const local = e.indices.length === 0 ? this.#scalars.get(e.tensor.name) : undefined;
        return local?.type === "i32" ? local.get : op("i32.trunc_f64_s", this.#reader().element(e));
      }
      case "add":
        return [rationals.toNumber(e.constant), ...e.terms]
          .filter((term) => term !== 0)
          .map((term) => (typeof term === "number" ? i32(term) : this.#position(term)))
          .reduce((a, b) => op("i32.add", a, b));
      case "mul":
        return [rationals.toNumber(e.coefficient), ...e.factors]
          .filter((factor) => factor !== 1)
          .map((factor) => (typeof factor === "number" ? i32(factor) : this.#position(factor)))
          .reduce((a, b) => op("i32.mul", a, b));
      case "pow":
        return Array.from({ length: this.#wholeExponent(e) }, () => this.#position(e.base)).reduce((a, b) =>
          op("i32.mul", a, b),
        );
      default:
        throw new Error(`internal: a position in an array is a ${e.kind}`);
    }
  }

  #wholeExponent({ exponent }: Extract<Expr, { kind: "pow" }>): number {
    return exponent.kind === "num" ? rationals.toNumber(exponent.value) : NaN;
  }
}
