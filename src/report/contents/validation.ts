/** The table of `gen-sde validate`: whether the algorithm follows its limit, with errors and verdicts. */
import type { Generated } from "../../pipeline/index.js";
import { SimulationError } from "../../runtime/index.js";
import {
  type DynamicsValidation,
  type LossOptions,
  type Measured,
  type Row,
  type Validation,
  validateLoss,
} from "../../validate/index.js";
import type { Block, DocumentSection } from "../document/document.js";
import type { OnProgress } from "../simulate/runs.js";
import { errorDrawing } from "../figures/weak-error.js";
import { figureOf } from "../figures/drawing.js";
import { number } from "./numbers.js";
import { texOfObservable } from "./observable-name.js";

/** Steps for each dynamics: a tenth of what `gen-sde validate` may take. */
const STEPS = 1e7;

export interface ValidationOptions extends Pick<LossOptions, "dynamics"> {
  readonly seed: number;
  readonly steps?: number;
}

export async function validationSection(
  generated: Generated,
  { seed, dynamics, steps = STEPS }: ValidationOptions,
  onProgress: OnProgress,
): Promise<DocumentSection> {
  const section = (blocks: readonly Block[]): DocumentSection => ({ id: "validation", title: "Validation", blocks });
  try {
    const validation = await validateLoss(generated, {
      ...{ seed, steps, ...(dynamics && { dynamics }) },
      onProgress: ({ what, done, total }) => {
        onProgress(`validating, ${what}`, done / total);
      },
    });
    const blocks: Block[] = introduction(validation);
    for (const each of validation.dynamics) {
      const drawing = errorDrawing(each, validation.start);
      blocks.push(tableOf(each));
      if (drawing) blocks.push({ kind: "figures", figures: [await figureOf(drawing)] });
    }
    return section(blocks);
  } catch (error) {
    if (!(error instanceof SimulationError || error instanceof RangeError)) throw error;
    return section([
      { kind: "paragraph", text: `The algorithm could not be compared with its limit: ${error.message}.` },
    ]);
  }
}

const SUMMARY: Readonly<Record<Row["verdict"], string>> = {
  agrees: "SGD follows its limit",
  disagrees: "SGD does not follow its limit",
  "not enough samples": "No disagreement was found",
};

const introduction = ({ dynamics, level, verdict }: Validation): Block[] => {
  const rows = dynamics.flatMap((each) => each.rows);
  const agreeing = rows.filter((row) => row.verdict === "agrees").length;
  return [
    {
      kind: "paragraph",
      text:
        `${SUMMARY[verdict]}: ${String(agreeing)} of ${String(rows.length)} rows agree. ` +
        "Both sides start on $\\Gamma$ and have the same noise. The error is that of the algorithm, at $\\Phi(x_K)$, against the limit at the same slow time. " +
        "It should vanish with $\\eta$: extrapolated to $\\eta = 0$, with its standard error, it is compared with 0. A row agrees if differences that matter would have shown; " +
        "one that is undecided says what would decide it. The $p$-values are adjusted for all rows by Holm's method, " +
        `so that the probability of any false disagreement is below $${number(level)}$. The order is the fitted power of $\\eta$, where every error is above its noise. ` +
        "`gen-sde validate` makes the same table of any of the dynamics, with more paths.",
    },
  ];
};

function tableOf({ title, time, runs, limit, rows }: DynamicsValidation): Block {
  const [coarsest, finest] = [runs[0]!, runs.at(-1)!];
  const lost = runs.reduce((sum, run) => sum + run.lost, limit.lost);
  const paths = [...new Set(runs.map((run) => run.paths))].join(", ");
  return {
    kind: "table",
    caption:
      `${title} until $t = ${number(time, 3)}$ at $\\eta = ${runs.map(({ learningRate }) => number(learningRate, 3)).join(",\\ ")}$ ` +
      `(${runs.map(({ steps }) => String(steps)).join(", ")} steps), ${paths} paths${lost > 0 ? `, of which ${String(lost)} left the basin of $\\Gamma$` : ""}.`,
    head: [
      "",
      "limit",
      `error at $${number(coarsest.learningRate, 3)}$`,
      `at $${number(finest.learningRate, 3)}$`,
      "$\\eta \\to 0$",
      "order",
      "$p$",
      "verdict",
    ],
    rows: rows.map(cells),
  };
}

const cells = (row: Row): string[] => [
  statisticOf(row),
  `$${number(row.limit.value, 3)}$`,
  ...[row.errors[0]!, row.errors.at(-1)!].map(uncertain),
  uncertain(row.difference),
  row.order === undefined ? "–" : `$${row.order.value.toFixed(1)}$`,
  row.adjusted > 0.995 ? "$1$" : `$${number(row.adjusted, 2)}$`,
  verdictOf(row),
];

const uncertain = ({ value, standardError }: Measured): string =>
  `$${number(value, 2)} \\pm ${number(standardError, 1)}$`;

function statisticOf({ statistic, observable, at }: Row): string {
  const name = texOfObservable(observable);
  if (statistic === "law") return `$\\mathbf P(${name} \\le ${number(at!, 3)})$`;
  return statistic === "mean" ? `$\\mathbf E\\,${name}$` : `$\\operatorname{Var}\\,${name}$`;
}

function verdictOf({ verdict, needed }: Row): string {
  if (verdict !== "not enough samples") return verdict;
  return needed === "η" ? "undecided: smaller $\\eta$" : `undecided: ${String(needed)} paths`;
}
