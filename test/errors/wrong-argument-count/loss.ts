import type { Vector } from "gen-sde";
const residual = (x: number, y: number) => x * y - 1;
export const loss = ([x, y]: Vector<2>) => residual(x) ** 2 + y ** 2;
