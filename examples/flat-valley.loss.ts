// A straight valley y = 0 whose walls get steeper with x: isotropic noise drifts at -1/8 towards the flat part.
import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) => Math.exp(x / 2) * y ** 2;

export const example = { params: [0, 0] };
