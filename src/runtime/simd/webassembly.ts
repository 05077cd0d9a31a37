/** The part of the host's WebAssembly that kernels need. TypeScript has its types only in the library of browsers. */

export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
}
type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Imports) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (pages: { readonly initial: number }) => WebAssemblyMemory;
}

/** Undefined where the host has none. */
export const webAssembly = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;

const PAGE = 65536;

/** The smallest memory that was refused: to be refused one takes many milliseconds. */
let refused = Infinity;

/**
 * A memory of so many bytes; undefined where the host gives none: V8 reserves gigabytes of addresses for each, which a
 * limit on them may forbid.
 */
export function webAssemblyMemory(bytes: number): WebAssemblyMemory | undefined {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  if (pages >= refused) return undefined;
  try {
    return new webAssembly!.Memory({ initial: pages });
  } catch {
    refused = pages;
    return undefined;
  }
}

const compiled = new Map<string, object>();

/** A module from base64, compiled once; undefined where there is no WebAssembly, or none with SIMD. */
export function compileWebAssembly(code: string): object | undefined {
  const known = compiled.get(code);
  if (known !== undefined || webAssembly === undefined) return known;
  const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  if (!webAssembly.validate(bytes)) return undefined;
  const module = new webAssembly.Module(bytes);
  compiled.set(code, module);
  return module;
}
