/** The passes of lowering in their order, by the names under which `--stats` reports them. */
import { chunk } from "./chunk.js";
import { collectCoefficients } from "./coefficients.js";
import { factorSums } from "./factor.js";
import { flatten } from "./flatten.js";
import { hoist } from "./hoist.js";
import { shareReciprocals } from "./reciprocals.js";
import { shareProducts, shareSums } from "./share.js";
import type { Graph, Value } from "./value.js";

/** Before all others, and before there are values: the kernels that a module is not asked for, `emit/only.ts`. */
export const UNWANTED = "unwanted members";

export interface Pass {
  readonly name: string;
  readonly rewrite: (graph: Graph, roots: readonly Value[], early?: boolean) => readonly Value[];
}

const hoisting: Pass = { name: "hoisting of data", rewrite: hoist };
const reciprocals: Pass = { name: "common reciprocals", rewrite: shareReciprocals };
const products: Pass = { name: "common products", rewrite: shareProducts };
const sums: Pass = { name: "common sums", rewrite: shareSums };
const factors: Pass = { name: "common factors", rewrite: factorSums };
const flattening: Pass = { name: "flattening", rewrite: flatten };
const coefficients: Pass = { name: "common coefficients", rewrite: collectCoefficients };
const chunks: Pass = { name: "chunks", rewrite: chunk };

export const PREPARE: readonly Pass[] = [hoisting, reciprocals];
/** Factoring and sharing get in each other's way: every order is tried and the cheapest result taken. */
export const ORDERS: readonly (readonly Pass[])[] = [
  [products, sums],
  [factors, sums, products],
  [sums, factors, products],
  [products, factors, sums, products],
];
export const FINISH: readonly Pass[] = [flattening, coefficients, hoisting, chunks];
/** For the values of data alone, all kernels together. */
export const CREATION: readonly Pass[] = [products, sums, flattening];
