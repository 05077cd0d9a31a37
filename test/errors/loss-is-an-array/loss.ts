import type { Vector } from "gen-sde";
export const loss = (x: Vector<"n">) => x.map((xi) => xi ** 2);
