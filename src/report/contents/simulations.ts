/** The figures, noise by noise. */
import type { Block, DocumentSection } from "../document/document.js";
import type { Drawn } from "../figures/draw-subject.js";

export function simulationsSection(drawn: readonly Drawn[]): DocumentSection {
  return {
    id: "simulations",
    title: "SGD against its limit",
    blocks: [
      {
        kind: "paragraph",
        text:
          "The algorithm runs as it is, with the emitted gradient and noise. Its states $x_k$ are carried to $\\Gamma$ by gradient flow, $\\Phi(x_k)$, and compared with the limit at the same slow time: " +
          "the curves of the algorithm should approach that of the limit as $\\eta$ decreases, with a gap of order $\\eta$.",
      },
      ...drawn.flatMap(({ subject, figures, problem }): Block[] => [
        { kind: "heading", text: subject.algorithm },
        ...(figures.length > 0 ? [{ kind: "figures", figures } as const] : []),
        ...(problem === undefined
          ? []
          : [{ kind: "paragraph", text: `Not everything could be simulated: ${problem}.` } as const]),
      ]),
    ],
  };
}
