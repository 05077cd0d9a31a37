// Softmax regression with label smoothing: k classes, fewer samples than dimensions. The smoothed targets have finite logits,
// so the loss has minimizers, and a manifold of them.
import { type Matrix, logsumexp, matvec, mean, sum } from "gen-sde";

type Samples = { Z: Matrix<"n", "d">; Y: Matrix<"n", "k"> };

const smoothing = 0.1;

export const loss = ({ W }: { W: Matrix<"k", "d"> }, { Z, Y }: Samples) =>
  mean(Z, (z, i) => {
    const logits = matvec(W, z);
    const targets = Y[i].map((one) => (1 - smoothing) * one + smoothing / Y[i].length);
    return logsumexp(logits) - sum(targets, (target, c) => target * logits[c]);
  });

export const example = {
  params: {
    W: [
      [0.5, -0.2],
      [0.1, 0.4],
      [-0.3, 0.2],
    ],
  },
  data: { Z: [[1, 2]], Y: [[0, 1, 0]] },
};
