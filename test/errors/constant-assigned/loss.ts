import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const total = x ** 2;
  total += y ** 2;
  return total;
}
