import { type Vector } from "gen-sde";
export const loss = (x: Vector<2>, y: Vector<2>, z: Vector<2>) => x[0] * y[0] * z[0];
