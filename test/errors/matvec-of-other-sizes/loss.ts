import { type Matrix, type Vector, matvec, norm2 } from "gen-sde";
export const loss = (u: Vector<"n">, { Z }: { Z: Matrix<"n", "d"> }) => norm2(matvec(Z, u));
