import { type Matrix } from "gen-sde";
export function loss(Z: Matrix<"n", 2>) {
  Z[0][1] = 0;
  return Z[0][0] ** 2;
}
