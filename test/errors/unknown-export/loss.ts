import { type Vector, softmax } from "gen-sde";
export const loss = (x: Vector<3>) => softmax(x)[0] ** 2;
