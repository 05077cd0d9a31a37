import * as model from "./model.js";
import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => model.residuals(x, y) ** 2;
