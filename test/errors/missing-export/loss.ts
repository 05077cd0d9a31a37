import { residuals } from "./model.js";
import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => residuals(x, y) ** 2;
