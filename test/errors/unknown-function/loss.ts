import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const product = multiply(x, y);
  return (product - 1) ** 2;
}
