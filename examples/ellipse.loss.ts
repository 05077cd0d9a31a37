// A valley along the ellipse x²/a² + y²/b² = 1 with semi-axes that stay symbolic, and a noise with all four terms.
import type { Scalar, Vector } from "gen-sde";

type Axes = { a: Scalar; b: Scalar };

export const loss = ([x, y]: Vector<2>, { a, b }: Axes) => ((x / a) ** 2 + (y / b) ** 2 - 1) ** 2 / 2;

/** σ(x)ξ with σ = [[1, 0.4y], [0.5, 0.6 + 0.2x]]. */
export const noise = ([x, y]: Vector<2>, [xi1, xi2]: Vector<2>, _: Axes) => [
  xi1 + 0.4 * y * xi2,
  0.5 * xi1 + (0.6 + 0.2 * x) * xi2,
];

export const example = { params: [2 * Math.cos(0.7), Math.sin(0.7)], data: { a: 2, b: 1 } };
