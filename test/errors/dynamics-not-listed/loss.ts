import type { Vector } from "gen-sde";
export const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2 / 2;
const name = "samFull";
export const dynamics = [name];
