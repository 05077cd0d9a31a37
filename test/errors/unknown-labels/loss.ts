import type { Vector } from "gen-sde";
export const loss = (u: Vector<"n">, { y }: { y: Vector<"n"> }) => (u[0] - y[0]) ** 2;
export const labels = "targets";
