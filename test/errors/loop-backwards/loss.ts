import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  for (let i = x.length - 1; i >= 0; i--) total += x[i] ** 2;
  return total;
}
