import type { Vector } from "gen-sde";
export function loss(x: Vector<3>) {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += (x[i] - x[i - 1]) ** 2;
  return total;
}
