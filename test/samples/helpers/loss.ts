// Imported helpers, loops with branches, matrices of parameters and of data.
import type { Matrix, Vector } from "gen-sde";
import { quadratic, residual } from "./network.js";

export function loss({ W }: { W: Matrix<2, 2> }, { target }: { target: Vector<2> }) {
  const input = [1, -0.5];
  let total = 0;
  for (let i = 0; i < W.length; i++) {
    let score = 0;
    for (const [j, weight] of W[i].entries()) score += j === 0 ? weight * input[0] : weight ** 3 * input[1];
    total += quadratic(residual(score, target[i]));
  }
  return total;
}

export const example = { params: { W: [[0.5, 0.4], [0.3, 0.9]] }, data: { target: [0.25, -0.1] } };
