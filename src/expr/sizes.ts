/**
 * Sizes that are a named size less a number, "n-1": the ranges of loops over neighbours. Named sizes are 1 or more, so
 * that n - 1 counts nothing at worst.
 */
import type { Size } from "./node.js";

/** The name and what is taken from it: ["n", 1] of "n-1". */
export function splitSize(size: string): readonly [name: string, less: number] {
  const [name, less] = size.split("-") as [string, string?];
  return [name, Number(less ?? 0)];
}

/** The size without so many of its entries. */
export function shorten(size: Size, by: number): Size {
  if (typeof size === "number") return size - by;
  const [name, less] = splitSize(size);
  return less + by === 0 ? name : `${name}-${String(less + by)}`;
}
