import { type Vector, dot } from "gen-sde";
export const loss = ({ u, b }: { u: Vector<"d">; b: Vector<"n"> }) => dot(u, b) ** 2;
