import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  let i = 0;
  for (i = 0; i < x.length; i++) total += x[i];
  return total - i;
}
