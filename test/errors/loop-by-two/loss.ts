import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  for (let i = 0; i < x.length; i += 2) total += x[i] ** 2;
  return total;
}
