import type { Vector } from "gen-sde";
const weights = [1, 2];
for (const w of weights) console.log(w);
export const loss = ([x, y]: Vector<2>) => weights[0] * x ** 2 + weights[1] * y ** 2;
