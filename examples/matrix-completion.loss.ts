// Matrix completion by factors U Vᵀ of rank k: entry a of the observations is at row rows(a, ·), column columns(a, ·) of the
// m × n matrix, given by their one-hot codes. Any other vectors sense the matrix by rank-one measurements.
import { type Matrix, type Vector, mean, sum } from "gen-sde";

type Factors = { U: Matrix<"m", "k">; V: Matrix<"n", "k"> };
type Observed = { rows: Matrix<"s", "m">; columns: Matrix<"s", "n">; y: Vector<"s"> };

export const loss = ({ U, V }: Factors, { rows, columns, y }: Observed) =>
  mean(y, (target, a) => {
    // ⟨rows_a columns_aᵀ, U Vᵀ⟩ = Σ_l (Uᵀ rows_a)_l (Vᵀ columns_a)_l
    const seen = sum(U[0], (_, l) => sum(U, (Ui, i) => rows[a][i] * Ui[l]) * sum(V, (Vj, j) => columns[a][j] * Vj[l]));
    return (seen - target) ** 2;
  }) / 2;

export const example = {
  params: { U: [[1], [-0.3], [0.5]], V: [[0.8], [0.6]] },
  data: {
    rows: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    columns: [
      [1, 0],
      [1, 0],
      [0, 1],
    ],
    y: [0.7, 1, 0.4],
  },
};
