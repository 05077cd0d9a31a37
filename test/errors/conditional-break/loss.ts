import type { Vector } from "gen-sde";
export function loss(x: Vector<3>) {
  let total = 0;
  for (const xi of x) {
    if (xi > 1) break;
    total += xi ** 2;
  }
  return total;
}
