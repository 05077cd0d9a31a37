/** The SIMD functions behind random numbers: one module, one memory, compiled when numbers are first drawn. */
import { webAssembly, webAssemblyMemory } from "../simd/webassembly.js";
import type { Block } from "./philox.js";
import { type FillBlocks, fillBlocks } from "./philox-simd.js";
import { assemble } from "./simd-code.js";
import {
  type Places,
  type ReadNormals,
  readNormals,
  type ReadNormalsSideBySide,
  readNormalsSideBySide,
} from "./ziggurat-simd.js";

/** Most blocks that are drawn at once. */
export const CAPACITY = 1024;

export interface Simd {
  readonly fillBlocks: FillBlocks;
  readonly readNormals: ReadNormals;
  readonly readNormalsSideBySide: ReadNormalsSideBySide;
  /** The words of the blocks, one block after the other. */
  readonly words: Block;
  /** The edges of the ziggurat's layers, written by whoever reads normal numbers. */
  readonly edges: Float64Array;
  readonly numbers: Float64Array;
  readonly undecided: Int32Array;
}

const KILOBYTE = 1024;
/** 16 bytes of words, two numbers and a place in the list for each block; one number may be written beyond the last. */
const AT: Places = { words: 0, edges: 16 * KILOBYTE, undecided: 20 * KILOBYTE, numbers: 24 * KILOBYTE };
const EDGES = 257;

let compiled: { readonly simd: Simd | undefined } | undefined;

/** Undefined where there is no WebAssembly, or none with SIMD, or no memory for it. */
export const simd = (): Simd | undefined => (compiled ??= { simd: compile() }).simd;

function compile(): Simd | undefined {
  const bytes = assemble({
    fillBlocks,
    readNormals: readNormals(AT),
    readNormalsSideBySide: readNormalsSideBySide(AT),
  });
  if (webAssembly?.validate(bytes) !== true) return undefined;
  const memory = webAssemblyMemory(1);
  if (memory === undefined) return undefined;
  const { exports } = new webAssembly.Instance(new webAssembly.Module(bytes), { host: { memory } });
  const { buffer } = memory;
  return {
    fillBlocks: exports.fillBlocks as FillBlocks,
    readNormals: exports.readNormals as ReadNormals,
    readNormalsSideBySide: exports.readNormalsSideBySide as ReadNormalsSideBySide,
    words: new Int32Array(buffer, AT.words, 4 * CAPACITY),
    edges: new Float64Array(buffer, AT.edges, EDGES),
    numbers: new Float64Array(buffer, AT.numbers, 2 * CAPACITY),
    undecided: new Int32Array(buffer, AT.undecided, CAPACITY),
  };
}
