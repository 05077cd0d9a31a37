import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let total = 0;
  for (const xi of x) {
    if (xi > 0) total += xi;
    else total = 5;
  }
  return total ** 2;
}
