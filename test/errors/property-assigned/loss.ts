import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const point = { x, y };
  point.x = 2 * x;
  return (point.x * point.y - 1) ** 2;
}
