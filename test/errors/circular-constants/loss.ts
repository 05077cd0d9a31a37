import type { Vector } from "gen-sde";
const a = () => b;
const b = a() + 1;
export const loss = ([x, y]: Vector<2>) => (x * y - b) ** 2;
