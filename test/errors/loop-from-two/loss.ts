import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  for (let i = 2; i < x.length; i++) total += x[i] ** 2;
  return total;
}
