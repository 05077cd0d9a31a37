/** The whole way: loss → analysis → closed forms → emitted module, checked before its text is released. */
import type { DynamicsName } from "../dynamics/index.js";
import {
  type KernelStats,
  type LoopStats,
  type Target,
  type Unwanted,
  compileModule,
  emitModule,
} from "../emit/index.js";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type LossModel, elementsOf } from "../read/index.js";
import {
  type Section,
  closedForms,
  NoiseScale,
  conservedSection,
  curveSection,
  derivation,
  dynamicsSections,
  indexedSections,
  motionsOf,
  structuredForms,
} from "../display/index.js";
import type { Model, SizedModel } from "../runtime/index.js";
import * as runtime from "../runtime/index.js";
import { Simplifier } from "../simplify/index.js";
import type { Check } from "../verify/index.js";
import { type Analysis, analyse } from "./analyse.js";
import { checkAgreement } from "./agreement.js";
import { emitForEverySize, hasNamedSizes, loopProblem, optionsAt } from "./named-sizes.js";
import { type Emission, moduleSpec } from "./module.js";
import { selfCheck } from "./self-check.js";

export interface Generated {
  readonly analysis: Analysis;
  readonly sections: readonly Section[];
  readonly emitted: Emitted;
  readonly checks: readonly Check[];
  /** `create` of the emitted module, loaded in this process: with `only`, a part of a model; for a loss with named sizes, with those of the sample. */
  readonly create: (data: unknown) => Model;
}

export interface Emitted {
  readonly text: string;
  /** Operations of unrolled kernels. */
  readonly stats: readonly KernelStats[];
  /** Functions that nobody asked for: counted when they are asked about. */
  readonly unwanted: () => readonly Unwanted[];
  /** Operations of loop kernels, as polynomials in the named sizes. */
  readonly loops?: readonly LoopStats[];
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
export function sectionsOf(analysis: Analysis): Section[] {
  const { conserved, dynamics, flat, located, model } = analysis;
  const { manifold } = located;
  const scale = new NoiseScale([...flat.parameters, ...flat.data]);
  const simplifier = new Simplifier(manifold.residuals);
  return [
    ...(hasNamedSizes(model) ? indexed(analysis, scale) : written(analysis, simplifier, scale)),
    ...conservedSection(motionsOf(manifold, simplifier, conserved), scale, hasNamedSizes(model)),
    ...dynamicsSections(manifold, dynamics, conserved, scale),
  ];
}

function written({ limits, located: { manifold } }: Analysis, simplifier: Simplifier, scale: NoiseScale): Section[] {
  const forms = closedForms(manifold, limits, simplifier);
  return [...derivation(manifold, forms, scale), ...curveSection(manifold, limits, forms, simplifier, scale)];
}

const indexed = ({ limits, located: { manifold }, model }: Analysis, scale: NoiseScale): Section[] =>
  indexedSections(
    loopProblem(model),
    {
      forms: structuredForms(manifold),
      fullRank: "curvatures" in manifold,
      declaredNoise: limits.declared !== undefined,
    },
    scale,
  );

/**
 * @param dynamics those to derive beyond Σ = I, label noise and the declared noise; by default those that the file names
 * @throws DiagnosticError when there is no manifold (GS33x) or a self-check fails (GS401): then nothing is released
 */
export async function generate(
  model: LossModel,
  onProgress: (what: string) => void = () => undefined,
  dynamics?: readonly DynamicsName[],
  emission: Emission = {},
): Promise<Generated> {
  requireModestSize(model);
  if (emission.only && hasNamedSizes(model))
    throw new DiagnosticError([diagnostic("onlyLiteralSizes", undefined, { loss: model.name })]);
  onProgress("finding the manifold");
  return await generateFrom(analyse(model, dynamics), onProgress, emission);
}

/**
 * The target whose model runs many paths soonest with the bits of a single one: with the steps of paths side by side,
 * where there may be some. SIMD kernels of named sizes agree to rounding alone.
 */
export const targetForPaths = (model: LossModel): Target => (hasNamedSizes(model) ? "ts" : "auto");

/** Literal sizes are written out, and the drifts of this many parameters are already thousands of lines. */
const MOST_PARAMETERS = 64;

function requireModestSize(model: LossModel): void {
  if (hasNamedSizes(model)) return;
  const dimension = elementsOf(model.parameters).length;
  if (dimension > MOST_PARAMETERS)
    throw new DiagnosticError([diagnostic("tooManyParameters", undefined, { dimension, most: MOST_PARAMETERS })]);
}

/** @throws DiagnosticError GS401 when a self-check fails: then nothing is released */
export async function generateFrom(
  analysis: Analysis,
  onProgress: (what: string) => void = () => undefined,
  emission: Emission = {},
): Promise<Generated> {
  onProgress("simplifying");
  const sections = sectionsOf(analysis);
  onProgress("emitting");
  const tell = (what: string): void => {
    onProgress(`checking ${what}`);
  };
  const emit = hasNamedSizes(analysis.model) ? forEverySize : forTheseSizes;
  return { analysis, sections, ...(await emit(analysis, sections, tell, emission)) };
}

type Released = Pick<Generated, "emitted" | "checks" | "create">;

/** The module of a loss with literal sizes: everything written out. */
async function forTheseSizes(
  analysis: Analysis,
  sections: readonly Section[],
  tell: (what: string) => void,
  emission: Emission,
): Promise<Released> {
  let checks: Check[] = [];
  let create!: Generated["create"];
  const emitted = await emitModule(moduleSpec(analysis, summarize(sections), emission), (text) => {
    create = compileModule(text, runtime).create as Generated["create"];
    checks = selfCheck(analysis, create(analysis.sample.dataValue), tell);
    return largestError(checks);
  });
  return { emitted, checks, create };
}

/** The module of a loss with named sizes, checked at those of the sample. */
async function forEverySize(
  analysis: Analysis,
  sections: readonly Section[],
  tell: (what: string) => void,
  { target = "ts" }: Emission,
): Promise<Released> {
  const { sizes, sample } = analysis;
  let checks: Check[] = [];
  let create!: Generated["create"];
  const { text, operations } = await emitForEverySize(analysis, summarize(sections), target, (createForSizes) => {
    create = (data) => createForSizes(data, sizes, optionsAt(analysis));
    const model = create(sample.dataValue) as SizedModel;
    tell("agreement with the loss written out");
    checks = [...checkAgreement(analysis, model), ...selfCheck(analysis, model, tell)];
    if (target !== "ts") {
      tell("SIMD kernels");
      const simd = createForSizes(sample.dataValue, sizes, { ...optionsAt(analysis), simd: "always" });
      checks.push(...checkAgreement(analysis, simd, "SIMD "));
    }
    return largestError(checks);
  });
  return { emitted: { text, stats: [], unwanted: () => [], loops: operations }, checks, create };
}
