/** A module: imported memory, globals and functions, functions of its own, and the sections that hold them. */
import { type Callee, type Code, bytesOf, immediate, op } from "./code.js";
import type { FunctionBuilder } from "./function.js";
import { unsignedLeb } from "./leb128.js";
import { VALUE_TYPES, type ValueType } from "./opcodes.js";

const SECTIONS = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNCTION_TYPE = 0x60;
const KINDS = { function: 0x00, memory: 0x02, global: 0x03 } as const;
const AT_LEAST = 0x00;
const IMMUTABLE = 0x00;

type Bytes = readonly number[];

interface Import {
  readonly from: string;
  readonly name: string;
  readonly description: Bytes;
}

export class ModuleBuilder {
  readonly #types = new Map<string, { readonly index: number; readonly bytes: Bytes }>();
  readonly #imports: Import[] = [];
  readonly #importedFunctions = new Map<string, Callee>();
  readonly #globals = new Map<string, Code>();
  readonly #functions: FunctionBuilder[] = [];
  readonly #exports: { readonly name: string; readonly callee: Callee }[] = [];

  /** A memory of at least one page. */
  importMemory(from: string, name: string): void {
    this.#imports.push({ from, name, description: [KINDS.memory, AT_LEAST, 1] });
  }

  /** A constant that the instance is made with; the same for every call with the same name. */
  global(from: string, name: string, type: ValueType): Code {
    const key = `${from}.${name}`;
    let read = this.#globals.get(key);
    if (read === undefined) {
      read = immediate("global.get", unsignedLeb(this.#globals.size));
      this.#globals.set(key, read);
      this.#imports.push({ from, name, description: [KINDS.global, VALUE_TYPES[type], IMMUTABLE] });
    }
    return read;
  }

  importFunction(from: string, name: string, parameters: readonly ValueType[], result?: ValueType): Callee {
    const key = `${from}.${name}`;
    let callee = this.#importedFunctions.get(key);
    if (callee === undefined) {
      callee = { parameters, result };
      this.#importedFunctions.set(key, callee);
      this.#imports.push({ from, name, description: [KINDS.function, ...unsignedLeb(this.#typeOf(callee))] });
    }
    return callee;
  }

  /** The names of the functions that are imported from there. */
  functionsFrom(from: string): readonly string[] {
    const prefix = `${from}.`;
    return [...this.#importedFunctions.keys()].flatMap((key) =>
      key.startsWith(prefix) ? key.slice(prefix.length) : [],
    );
  }

  add(built: FunctionBuilder, exportedAs?: string): FunctionBuilder {
    this.#functions.push(built);
    if (exportedAs !== undefined) this.#exports.push({ name: exportedAs, callee: built });
    return built;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const indices = new Map([...this.#importedFunctions.values(), ...this.#functions].map((callee, i) => [callee, i]));
    const indexOf = (callee: Callee): number => {
      const index = indices.get(callee);
      if (index === undefined) throw new Error("internal: a function is called that is not in the module");
      return index;
    };
    const functionTypes = this.#functions.map((built) => unsignedLeb(this.#typeOf(built)));
    const sections = [
      section(
        SECTIONS.type,
        [...this.#types.values()].map(({ bytes }) => bytes),
      ),
      section(
        SECTIONS.import,
        this.#imports.map(({ from, name, description }) => [...text(from), ...text(name), ...description]),
      ),
      section(SECTIONS.function, functionTypes),
      section(
        SECTIONS.export,
        this.#exports.map(({ name, callee }) => [...text(name), KINDS.function, ...unsignedLeb(indexOf(callee))]),
      ),
      section(
        SECTIONS.code,
        this.#functions.map((built) => body(built, indexOf)),
      ),
    ];
    return Uint8Array.from([...HEADER, ...sections.flat()]);
  }

  #typeOf({ parameters, result }: Callee): number {
    const results = result === undefined ? [] : [result];
    const types = (list: readonly ValueType[]): Bytes => vector(list.map((type) => [VALUE_TYPES[type]]));
    const bytes = [FUNCTION_TYPE, ...types(parameters), ...types(results)];
    const key = bytes.join();
    let known = this.#types.get(key);
    if (known === undefined) {
      known = { index: this.#types.size, bytes };
      this.#types.set(key, known);
    }
    return known.index;
  }
}

const vector = (items: readonly Bytes[]): Bytes => [...unsignedLeb(items.length), ...items.flat()];
const sized = (bytes: Bytes): Bytes => [...unsignedLeb(bytes.length), ...bytes];
const text = (name: string): Bytes => sized([...new TextEncoder().encode(name)]);
const section = (id: number, items: readonly Bytes[]): Bytes =>
  items.length === 0 ? [] : [id, ...sized(vector(items))];

/** Locals as runs of one type, then the code. */
function body({ locals, code }: FunctionBuilder, indexOf: (callee: Callee) => number): Bytes {
  const runs: { readonly type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  const declarations = vector(runs.map(({ type, count }) => [...unsignedLeb(count), VALUE_TYPES[type]]));
  return sized([...declarations, ...bytesOf([code, op("end")], indexOf)]);
}
