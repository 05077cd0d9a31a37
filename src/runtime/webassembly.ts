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
