import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  for (const xi of x) if (xi > 1) return xi;
  return x[0] ** 2;
}
