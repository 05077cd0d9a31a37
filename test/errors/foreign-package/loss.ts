import { dot } from "mathjs";
import type { Vector } from "gen-sde";
export const loss = (x: Vector<3>) => dot(x, x) ** 2;
