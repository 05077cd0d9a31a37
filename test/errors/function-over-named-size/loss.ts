import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  const lines = x.map((xi) => (t: number) => t * xi);
  return lines[0](2) ** 2;
}
