import type { Vector } from "gen-sde";
export const loss = ({ u }: { u: Vector<2> }, { u: target }: { u: Vector<2> }) => (u[0] - target[0]) ** 2 + u[1] ** 2;
