import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
export const noise = ([x, y]: Vector<2>, [a, b]: Vector<2>) => [x * a + 1, y * b];
