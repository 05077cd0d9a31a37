/** What WebAssembly costs besides its arithmetic, in operations of TypeScript: measured (docs/performance.md). */

/** To copy a double into the memory, or out of it. */
export const COPY = 0.25;
/** To call into WebAssembly and back. */
export const CALL = 250;
