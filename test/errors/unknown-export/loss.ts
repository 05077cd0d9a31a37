import { type Vector, argmax } from "gen-sde";
export const loss = (x: Vector<3>) => argmax(x)[0] ** 2;
