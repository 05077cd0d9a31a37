import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>, { a }: { a: Vector<"n"> }) {
  const noisy = x + Math.random();
  const shifted = offset + y;
  a[0] = 1;
  return (noisy * shifted - [x, y][2]) ** 2;
}
