import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let product = 1;
  for (const xi of x) product *= xi;
  return (product - 1) ** 2;
}
