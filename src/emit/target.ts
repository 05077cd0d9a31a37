/** What kernels are emitted in: TypeScript alone, WebAssembly beside it wherever it can be, or where it should be faster. */
export const TARGETS = ["auto", "ts", "wasm"] as const;
export type Target = (typeof TARGETS)[number];

/** The text of a module's WebAssembly, behind everything that people read. */
export const wasmText = (identifier: string, base64: string): string =>
  `/** The SIMD kernels: WebAssembly in base64. */\nconst ${identifier} = ${JSON.stringify(base64)};`;
