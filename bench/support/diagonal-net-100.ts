/** The diagonal network's module for every size, made for 100 parameters and 20 samples. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { leastSquaresCreator } from "../../src/pipeline/named-sizes.js";
import { readLoss } from "../../src/read/index.js";

const file = join("examples", "diagonal-net.loss.ts");
const sizes = { n: 20, d: 50 };
const numbers = (count: number): number[] => Array.from({ length: count }, (_, k) => Math.sin(k + 1));
const data = { Z: Array.from({ length: sizes.n }, () => numbers(sizes.d)), y: numbers(sizes.n) };

/** Read, derived, lowered, written as JavaScript, loaded and created: as `derive --at` does it. */
export function deriveAndCreate(): void {
  const create = leastSquaresCreator(readLoss(file, readFileSync(file, "utf8")), sizes);
  if (!create) throw new Error(`${file} is no sum of squares`);
  create(data, sizes);
}
