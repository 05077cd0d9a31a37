/** The loss, its derivatives on Γ and the geometry of Γ. */
import { hessianOnGamma, type Line, texOfText } from "../../display/index.js";
import type { Generated } from "../../pipeline/index.js";
import type { DocumentSection, Formula } from "../document/document.js";
import { number, point } from "./numbers.js";
import { ROUTES } from "./routes.js";

/** What a formula of the derivation is called in a report, by its label there. */
const NOTES: Readonly<Record<string, string>> = {
  P: "The orthogonal projector on the tangent space of $\\Gamma$, the kernel of $\\nabla^2L$.",
  "H⁺": "The Moore–Penrose inverse of $H = \\nabla^2L$.",
  "ln|∇²L|₊": "The logarithm of the product of the $M$ non-zero eigenvalues.",
};

const formula = ({ label, tex }: Line): Formula => {
  const note = NOTES[label];
  return { name: `$${texOfText(label.trim())}$`, tex, ...(note !== undefined && { note }) };
};

export function minimizersSection({ analysis, sections }: Generated): DocumentSection {
  const { located, model, problem, sample } = analysis;
  const { manifold, minimizers } = located;
  const [geometry] = sections;
  const lines = geometry!.lines.toSpliced(2, 0, hessianOnGamma(manifold));
  const D = problem.dimension;
  const { rank } = minimizers[0]!;
  const gap = Math.max(
    ...minimizers.map(({ eigenvalues, rank }) => Math.abs(eigenvalues[rank] ?? 0) / eigenvalues[rank - 1]!),
  );
  return {
    id: "minimizers",
    title: "The loss and its minimizers",
    blocks: [
      { kind: "code", text: model.source.trimEnd() },
      {
        kind: "paragraph",
        text:
          `$D = ${String(D)}$ parameters: ${problem.model.names.map((name) => `\`${name}\``).join(", ")}. ` +
          `Gradient flow from ${sample.start ? "the example's point and from " : ""}random starting points reached ${String(minimizers.length)} ` +
          `${minimizers.length === 1 ? "minimizer" : "minimizers"}; $\\nabla^2L$ has rank $M = ${String(rank)}$ there, with $\\lambda_{M+1}/\\lambda_M \\le ${number(gap, 1)}$, ` +
          `so the minimizers form a manifold $\\Gamma$ of dimension $${String(D - rank)}$. The first of them is $x_0$ = ${point(minimizers[0]!.x)}.`,
      },
      { kind: "paragraph", text: ROUTES[manifold.route] },
      {
        kind: "paragraph",
        text: "The formulas below hold on $\\Gamma$, where its equations were used to shorten them. Each was accepted only after it agreed with the derived one at random points of $\\Gamma$ to 30 digits.",
      },
      { kind: "formulas", rows: lines.map(formula) },
    ],
  };
}
