/** From a derived and checked loss to the document of its report. */
import type { Generated } from "../pipeline/index.js";
import { limitsSection } from "./contents/limits.js";
import { minimizersSection } from "./contents/minimizers.js";
import { type Provenance, provenanceSection } from "./contents/provenance.js";
import { simulationsSection } from "./contents/simulations.js";
import { validationSection } from "./contents/validation.js";
import type { Document } from "./document/document.js";
import { type FigureOptions, type Drawn, drawSubject } from "./figures/draw-subject.js";
import type { OnProgress } from "./simulate/runs.js";
import { subjectsOf } from "./simulate/subjects.js";
import { dynamicsOf } from "../validate/index.js";

export interface ReportOptions extends FigureOptions, Provenance {}

/** Deterministic: the same loss, version and options give the same document. */
export async function reportOf(
  generated: Generated,
  options: ReportOptions,
  onProgress: OnProgress = () => undefined,
): Promise<Document> {
  const { analysis, create } = generated;
  const model = create(analysis.sample.dataValue);
  const start = analysis.located.minimizers[0]!.x;
  const drawn: Drawn[] = [];
  const { only } = options;
  const subjects = subjectsOf(generated, model);
  const simulation = { ...options, dynamics: subjects.length };
  for (const subject of subjects)
    if (only?.some((id) => id.startsWith(`${subject.name}-`)) ?? true)
      drawn.push(await drawSubject(model, subject, start, simulation, onProgress));
  const compared = options.quick
    ? []
    : dynamicsOf(model).filter(
        (name) => subjects.some((s) => s.name === name) && (only?.includes(`${name}-error`) ?? true),
      );
  const tested =
    compared.length > 0
      ? [await validationSection(generated, { seed: options.seed, dynamics: compared }, onProgress)]
      : [];
  const D = model.dimension;
  const M = model.rank;
  return {
    name: model.name,
    title: model.name,
    subtitle: `Limiting dynamics of SGD on the minimizers of a loss: $D = ${String(D)}$, $M = ${String(M)}$, $\\dim\\Gamma = ${String(D - M)}$`,
    sections: [
      minimizersSection(generated),
      limitsSection(generated),
      simulationsSection(drawn),
      ...tested,
      provenanceSection(generated, options),
    ],
  };
}
