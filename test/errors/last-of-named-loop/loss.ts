import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let last = 0;
  for (const xi of x) last = xi;
  return last ** 2;
}
