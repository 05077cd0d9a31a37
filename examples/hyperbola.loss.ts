// The smallest model with a curved manifold of minimizers: uv = 1.
import type { Vector } from "gen-sde";

export const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2 / 2;

export const example = { params: [2, 0.5] };
