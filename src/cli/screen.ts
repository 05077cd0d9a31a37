/** What `gen-sde FILE` prints for one loss: the derivation, the self-checks, the file. */
import { print } from "../expr/index.js";
import { largestError } from "../pipeline/index.js";
import type { GenerateOptions, Outcome } from "./outcome.js";
import { operationTotal, statistics } from "./statistics.js";

const LABEL = 15;
const row = (label: string, text: string, width = LABEL): string => `  ${label.padEnd(width)}${text}`;

function table(rows: readonly (readonly [label: string, text: string])[]): string[] {
  const width = Math.max(LABEL, ...rows.map(([label]) => label.length + 1));
  return rows.map(([label, text]) => row(label, text, width));
}

function heading({ generated }: Outcome): string {
  const { analysis } = generated;
  const { manifold, minimizers } = analysis.located;
  const D = analysis.problem.dimension;
  const M = minimizers[0]!.rank;
  return `${analysis.model.name}   D = ${String(D)}, M = rank ∇²L = ${String(M)}, dim Γ = ${String(D - M)}   (${manifold.route})`;
}

/** The spectrum of ∇²L at the worst of the points found, by which its rank was decided. */
function spectrum({ generated }: Outcome): string {
  const { minimizers } = generated.analysis.located;
  const gaps = minimizers.map(({ eigenvalues, rank }) => Math.abs(eigenvalues[rank] ?? 0) / eigenvalues[rank - 1]!);
  const count = `${String(minimizers.length)} ${minimizers.length === 1 ? "point" : "points"} of Γ`;
  return `λ_{M+1}/λ_M ≤ ${Math.max(...gaps).toExponential(0)} at ${count}`;
}

function operations({ generated }: Outcome): string {
  const { stats, loops } = generated.emitted;
  if (loops) {
    const sizes = Object.keys(generated.analysis.sizes).join(", ");
    return `${String(loops.length)} kernels for every ${sizes}; the gradient takes ${print(loops.find(({ name }) => name === "gradient")!.count)}`;
  }
  const before = stats.reduce((sum, each) => sum + operationTotal(each.before), 0);
  const after = stats.reduce((sum, each) => sum + operationTotal(each.after), 0);
  return `${String(before)} → ${String(after)} in ${String(stats.length)} kernels`;
}

export function screen(outcome: Outcome, options: Pick<GenerateOptions, "tex" | "stats">): string {
  const { generated, file, changed, milliseconds } = outcome;
  const { analysis, checks, emitted, sections } = generated;
  // Two spaces before a label and one after it.
  const width = Math.max(LABEL, ...sections.flatMap(({ lines }) => lines.map(({ label }) => label.length + 3)));
  const derivation = sections.flatMap(({ title, tex, lines }) => [
    "",
    options.tex === true ? `  % ${title}\n  \\[ ${tex} \\]` : `  ${title}`,
    ...lines.map((line) =>
      options.tex === true ? `  \\[ ${line.tex} \\]  % ${line.label}` : row(`  ${line.label}`, line.text, width),
    ),
  ]);
  return [
    heading(outcome),
    ...derivation,
    "",
    row("spectrum", spectrum(outcome)),
    row("self-checks", `${String(checks.length)} passed, largest error ${largestError(checks)}`),
    row("operations", operations(outcome)),
    ...(options.stats === true ? table(statistics(emitted, analysis.sizes)) : []),
    row(
      changed ? "wrote" : "unchanged",
      `${file}  (${(emitted.text.length / 1024).toFixed(1)} KB, ${(milliseconds / 1000).toFixed(2)} s)`,
    ),
    "",
  ].join("\n");
}
