import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
export const observables = ([x, y]: Vector<2>) => x * x - y * y;
