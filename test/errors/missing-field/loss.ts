import type { Vector } from "gen-sde";
export const loss = ({ u }: { u: Vector<"d"> }, data: { Z: Vector<"d">; y: number }) => (u[0] * data.z[0] - data.y) ** 2;
