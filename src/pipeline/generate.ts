/** The whole way: loss → analysis → closed forms → emitted module, checked before its text is released. */
import type { DynamicsName } from "../dynamics/index.js";
import { compileModule, emitModule, type EmittedModule } from "../emit/index.js";
import type { LossModel } from "../read/index.js";
import {
  type Section,
  closedForms,
  derivation,
  dynamicsSections,
  indexedSections,
  structuredForms,
} from "../display/index.js";
import type { Model } from "../runtime/index.js";
import * as runtime from "../runtime/index.js";
import type { Check } from "../verify/index.js";
import { type Analysis, analyse } from "./analyse.js";
import { generateLoops, hasNamedSizes, loopProblem } from "./loops.js";
import { moduleSpec } from "./module.js";
import { selfCheck } from "./self-check.js";

export interface Generated {
  readonly analysis: Analysis;
  readonly sections: readonly Section[];
  readonly emitted: EmittedModule;
  readonly checks: readonly Check[];
  /** `create` of the emitted module, loaded in this process. */
  readonly create: (data: unknown) => Model;
  /** For a loss with named sizes: kernels for all of them. */
  readonly loops?: string;
}

/** The header's account of the derivation: one formula a line. */
const summarize = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ title, lines }) => [title, ...lines.map(({ label, text }) => `  ${label}: ${text}`)]);

/** The largest error to two digits, with the check that has it. */
export function largestError(checks: readonly Check[]): string {
  const worst = checks.reduce((top, check) => (check.error > top.error ? check : top));
  return `${worst.error.toExponential(1)} (${worst.name}; allowed ${worst.tolerance.toExponential(0)})`;
}

/** The closed forms, as they are shown: for named sizes in index notation, valid for all of them. */
export function sectionsOf({ model, located: { manifold }, limits, dynamics }: Analysis): Section[] {
  const forms = hasNamedSizes(model)
    ? indexedSections(loopProblem(model), {
        forms: structuredForms(manifold),
        fullRank: "curvatures" in manifold,
        declaredNoise: limits.declared !== undefined,
      })
    : derivation(manifold, closedForms(manifold, limits));
  return [...forms, ...dynamicsSections(manifold, dynamics)];
}

/**
 * @param dynamics those to derive beyond Σ = I, label noise and the declared noise; by default those that the file names
 * @throws DiagnosticError when there is no manifold (GS33x) or a self-check fails (GS401): then nothing is released
 */
export async function generate(
  model: LossModel,
  onProgress: (what: string) => void = () => undefined,
  dynamics?: readonly DynamicsName[],
): Promise<Generated> {
  onProgress("finding the manifold");
  return await generateFrom(analyse(model, dynamics), onProgress);
}

/** @throws DiagnosticError GS401 when a self-check fails: then nothing is released */
export async function generateFrom(
  analysis: Analysis,
  onProgress: (what: string) => void = () => undefined,
): Promise<Generated> {
  onProgress("simplifying");
  const sections = sectionsOf(analysis);
  onProgress("emitting");
  let checks: readonly Check[] = [];
  let create!: Generated["create"];
  const emitted = await emitModule(moduleSpec(analysis, summarize(sections)), (text) => {
    create = compileModule(text, runtime).create as Generated["create"];
    checks = selfCheck(analysis, create(analysis.sample.dataValue), (what) => {
      onProgress(`checking ${what}`);
    });
    return largestError(checks);
  });
  if (!hasNamedSizes(analysis.model)) return { analysis, sections, emitted, checks, create };
  onProgress("emitting loops");
  const loops = await generateLoops(analysis);
  return { analysis, sections, emitted, checks: [...checks, ...loops.checks], loops: loops.text, create };
}
