import type { Matrix, Vector } from "gen-sde";
export const loss = ({ w }: { w: Vector<2> }, { Z }: { Z: Matrix<5000, 2> }) => (Z[0][0] * w[0] * w[1] - 1) ** 2;
