import type { Vector } from "gen-sde";
interface Parameters {
  u: Vector<"d">;
  bias?: number;
}
export const loss = ({ u }: Parameters) => u[0] ** 2;
