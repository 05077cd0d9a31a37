import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  for (const xi of x) {
    total += xi ** 2;
    break;
  }
  return total;
}
