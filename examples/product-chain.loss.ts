// A deep scalar linear network: abc = 1, with a² - b² and b² - c² conserved by gradient flow.
import type { Vector } from "gen-sde";

export const loss = ([a, b, c]: Vector<3>) => (a * b * c - 1) ** 2 / 2;

export const example = { params: [1.2, 0.9, 0.8] };
