/** A validation as text: one table for each dynamics, and the verdict. */
import { largestError } from "../pipeline/index.js";
import type { DynamicsValidation, Measured, Row, Validation } from "./validation.js";

/** Three digits; small and large numbers with an exponent. */
const short = (x: number, digits = 3): string => {
  if (x === 0) return "0";
  const size = Math.abs(x);
  return size < 1e-3 || size >= 1e5 ? x.toExponential(digits - 2).replace("e+", "e") : x.toPrecision(digits);
};
const signed = (x: number): string => `${x < 0 ? "−" : "+"}${short(Math.abs(x), 2)}`;
const uncertain = ({ value, standardError }: Measured): string => `${signed(value)} ± ${short(standardError, 2)}`;

const verdictOf = ({ verdict, needed }: Row): string => {
  if (verdict === "not enough samples")
    return needed === "η" ? "undecided: needs smaller η" : `undecided: needs ${String(needed)} paths`;
  return verdict === "disagrees" ? "DISAGREES" : verdict;
};

const statisticOf = ({ statistic, observable, at }: Row): string => {
  if (statistic === "mean") return `E ${observable}`;
  return statistic === "variance" ? `Var ${observable}` : `P(${observable} ≤ ${short(at!)})`;
};

const COLUMNS = ["", "limit", "error at η", "", "η → 0", "would show", "order", "p", ""] as const;

const cells = (row: Row): string[] => [
  statisticOf(row),
  short(row.limit.value),
  signed(row.errors[0]!.value),
  signed(row.errors.at(-1)!.value),
  uncertain(row.difference),
  short(row.margin, 2),
  row.order ? row.order.value.toFixed(1) : "–",
  row.adjusted > 0.995 ? "1" : short(row.adjusted, 2),
  verdictOf(row),
];

/** Columns of equal width; the first and the last to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const count = rows[0]!.length;
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 || i === count - 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
}

/** Why a table has no rows. */
const nothing = ({ still }: DynamicsValidation): string[] =>
  still
    ? [
        "nothing to compare: the noise is 0 on Γ here, as where every sample is fitted, so that Σ = 0 and neither the",
        "algorithm, from Γ, nor its limit moves: Y is constant on this clock",
      ]
    : ["nothing to compare"];

function table(dynamics: DynamicsValidation): string[] {
  const { title, equation, time, runs, limit, rows } = dynamics;
  const rates = runs.map(({ learningRate }) => short(learningRate)).join(", ");
  const steps = runs.map(({ steps }) => String(steps)).join(", ");
  const counts = [...new Set(runs.map(({ paths }) => paths))];
  const paths = `${counts.join(", ")} ${counts.every((count) => count === 1) ? "path" : "paths"}`;
  const lost = runs.reduce((sum, run) => sum + run.lost, limit.lost);
  const heads: string[] = [...COLUMNS];
  [heads[2], heads[3]] = [`error at ${short(runs[0]!.learningRate)}`, `at ${short(runs.at(-1)!.learningRate)}`];
  return [
    "",
    `  ${title}: ${equation}`,
    `    to slow time ${short(time)} with η = ${rates} (${steps} steps), ${paths}${lost > 0 ? `, ${String(lost)} lost` : ""}`,
    "",
    ...(rows.length === 0 ? nothing(dynamics) : aligned([heads, ...rows.map(cells)])).map((line) => `    ${line}`),
  ];
}

export function verdictLine({ dynamics, verdict, level, partial }: Validation): string {
  const rows = dynamics.flatMap((each) => each.rows);
  const count = (wanted: Row["verdict"]): number => rows.filter((row) => row.verdict === wanted).length;
  if (rows.length === 0) return `${partial ? "partial: " : ""}nothing to compare`;
  const found = [
    `${String(count("agrees"))} of ${String(rows.length)} rows agree`,
    ...(count("disagrees") > 0 ? [`${String(count("disagrees"))} disagree`] : []),
    ...(count("not enough samples") > 0 ? [`${String(count("not enough samples"))} undecided`] : []),
  ];
  const summary = {
    agrees: "follows its limit",
    disagrees: "DOES NOT FOLLOW its limit",
    "not enough samples": "no disagreement",
  };
  return `${partial ? "partial: " : ""}${summary[verdict]}: ${found.join(", ")} (false alarm in the whole table: ${String(level)})`;
}

/** @param milliseconds how long it took */
export function printValidation(validation: Validation, milliseconds?: number): string {
  const { loss, parameters, start, checks, dynamics, seed } = validation;
  const point = parameters.length > 6 ? "" : ` from (${start.map((x) => short(x)).join(", ")})`;
  return [
    `${loss}   the algorithm itself against its limit${point}, seed ${String(seed)}`,
    ...(checks.length === 0
      ? []
      : [`  self-checks  ${String(checks.length)} passed, largest error ${largestError(checks)}`]),
    ...dynamics.flatMap(table),
    "",
    "    error: algorithm − limit; η → 0: extrapolated, ± standard error; would show: the least difference called a",
    "    disagreement; order: of the error in η; p: after Holm's correction for all rows",
    "",
    `  ${verdictLine(validation)}${milliseconds === undefined ? "" : `  ${(milliseconds / 1000).toFixed(1)} s`}`,
  ].join("\n");
}
