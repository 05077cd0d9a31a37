import { residual } from "./model.js";
import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => residual(x, y) ** 2;
