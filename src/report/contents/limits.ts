/** Each limiting dynamics: the algorithm, its limit, the terms of the drift with where they come from, and the source. */
import { type Line, NoiseScale, type Section, texOfText } from "../../display/index.js";
import type { Generated } from "../../pipeline/index.js";
import { type DynamicsText, type LimitName, limits } from "../../runtime/index.js";
import type { Block, DocumentSection, Formula } from "../document/document.js";

type Term = "compensation" | "mixed" | "normal" | "total";

/** The four-term formula, and why each term is there. */
const GENERAL: readonly Formula[] = [
  {
    name: "limit",
    tex: "dY = P\\sigma\\,dW - \\tfrac12 H^+\\,T[P\\Sigma P]\\,dt - P\\,T[H^+\\Sigma P]\\,dt - \\tfrac12 P\\,T\\!\\left[\\operatorname{Lyap}_H^{-1}(P_\\perp\\Sigma P_\\perp)\\right]dt",
    note: "With $H = \\nabla^2L$, $T = \\nabla^3L$, $T[S]_a = \\sum_{bc}T_{abc}S_{bc}$, $P_\\perp = I - P$ and $\\operatorname{Lyap}_H(X) = HX + XH$ on the normal space, at $Y \\in \\Gamma$.",
  },
];

const MEANING: readonly string[] = [
  "tangent noise: what the noise does within $\\Gamma$;",
  "compensation: a normal vector, the Itô correction that keeps $Y$ on the curved $\\Gamma$;",
  "mixed: normal displacements, held back by $H^+$, that are correlated with tangent ones;",
  "normal: the stationary covariance of the fast oscillation about $\\Gamma$ is $\\eta\\,\\operatorname{Lyap}_H^{-1}(P_\\perp\\Sigma P_\\perp)$, and the third derivatives turn it into a force along $\\Gamma$.",
];

/** How the terms follow for the noises whose Σ is known. */
const STEPS: Partial<Record<LimitName, Partial<Record<Term, string>> & { readonly vanish: string }>> = {
  isotropic: {
    compensation: "$-\\tfrac12 H^+T[P]$, since $P\\Sigma P = P$.",
    normal:
      "$\\operatorname{Lyap}_H^{-1}(P_\\perp) = \\tfrac12H^+$, so the term is $-\\tfrac14P\\,T[H^+] = -\\tfrac14P\\nabla\\ln|\\nabla^2L|_+$.",
    vanish: "The mixed term vanishes because $P_\\perp\\Sigma P = 0$.",
  },
  labelNoise: {
    normal:
      "$\\operatorname{Lyap}_H^{-1}(c\\,H) = \\tfrac c2P_\\perp$ and $P\\,T[P] = 0$, so the term is $-\\tfrac c4P\\,T[I] = -\\tfrac c4P\\nabla\\operatorname{tr}\\nabla^2L$.",
    vanish: "$P\\Sigma = c\\,PH = 0$: there is no noise along $\\Gamma$, and the compensation and mixed terms vanish.",
  },
  declared: {
    compensation: "$-\\tfrac12 H^+T[P\\Sigma P]$.",
    mixed: "$-P\\,T[H^+\\Sigma P]$.",
    normal: "$-\\tfrac12P\\,T[X]$ with $HX + XH = P_\\perp\\Sigma P_\\perp$.",
    vanish: "Terms that are not listed vanish identically.",
  },
};

export function limitsSection({ analysis: { flat }, sections }: Generated): DocumentSection {
  const scale = new NoiseScale([...flat.parameters, ...flat.data]);
  const dynamics = sections.filter(isDynamics);
  const [first = [], ...others] = dynamics.map(({ limit }) => limits[limit].assumptions);
  const common = first.filter((assumption) => others.every((each) => each.includes(assumption)));
  return {
    id: "limits",
    title: "The limiting dynamics",
    blocks: [
      {
        kind: "paragraph",
        text:
          "With learning rate $\\eta$, SGD first follows gradient flow to a point $\\Phi(x)$ of $\\Gamma$. Then, over $\\Theta(1/\\eta^2)$ steps, it moves along $\\Gamma$: in the slow time $t = k\\eta^2$, " +
          "$x_k$ converges to the solution of an SDE as $\\eta \\to 0$ (Li, Wang, Arora, ICLR 2022, arXiv 2110.06914). Its drift is $\\tfrac12\\partial^2\\Phi[\\Sigma]$, which is the sum of three terms:",
      },
      { kind: "formulas", rows: GENERAL },
      { kind: "list", items: MEANING },
      { kind: "paragraph", text: "All limits below suppose:" },
      { kind: "list", items: common },
      ...sections
        .slice(1)
        .flatMap((section) => (isDynamics(section) ? dynamicsBlocks(section, common, scale) : plainBlocks(section))),
    ],
  };
}

type DynamicsSection = Section & { readonly limit: LimitName };
const isDynamics = (section: Section): section is DynamicsSection => section.limit !== undefined;

/** What the derivation says besides, such as Γ by its arc length. */
const plainBlocks = ({ title, lines }: Section): Block[] => [
  { kind: "heading", text: title },
  { kind: "formulas", rows: lines.map((line): Formula => ({ name: nameOf(line), tex: line.tex })) },
];

function dynamicsBlocks({ limit, lines }: DynamicsSection, common: readonly string[], scale: NoiseScale): Block[] {
  const row: DynamicsText & { readonly potential?: { readonly formula: string } } = limits[limit];
  const steps = STEPS[limit];
  return [
    { kind: "heading", text: row.title },
    {
      kind: "formulas",
      rows: [
        { name: "algorithm", tex: texOfText(row.update) },
        { name: "limit", tex: texOfText(scale.text(row.equation)) },
        ...lines.filter(isDrift).map((line): Formula => {
          const note = steps?.[line.label as Term];
          return { name: nameOf(line), tex: line.tex, ...(note !== undefined && { note: scale.tex(note) }) };
        }),
      ],
    },
    ...(steps === undefined ? [] : [{ kind: "paragraph", text: scale.tex(steps.vanish) } as const]),
    {
      kind: "facts",
      rows: [
        ["slow time", `$${texOfText(row.timeScale)}$`],
        ...(row.potential ? [["descends", `$${texOfText(scale.text(row.potential.formula))}$`] as const] : []),
        ["source", row.source],
      ],
    },
    { kind: "paragraph", text: "It supposes besides:" },
    { kind: "list", items: row.assumptions.filter((assumption) => !common.includes(assumption)) },
  ];
}

/** Words, or a formula where the label is one. */
const nameOf = ({ label }: Line): string =>
  /^[a-z ,=0-9]{3,}$/.test(label.trim()) ? label : `$${texOfText(label.trim())}$`;

/** The table's own words are not repeated as formulas. */
const ELSEWHERE: readonly string[] = ["descends", "slow time", "source"];
const isDrift = ({ label }: Line): boolean => !ELSEWHERE.includes(label);
