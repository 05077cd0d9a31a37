import type { Vector } from "gen-sde";
export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }) => (u[0] * v[0] - 1) ** 2;
export const noise = ({ u }: { u: Vector<"d">; v: Vector<"d"> }, xi: Vector<"d">) => ({ u: u.map((ui, i) => ui * xi[i]) });
