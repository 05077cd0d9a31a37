/** What goes into a generated module. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { type LossModel, type Slot, tensors } from "../read/index.js";
import { type Sizes, withSizes } from "../expr/index.js";
import { type ModuleSpec, type NoiseSpec, type Target, partsOf } from "../emit/index.js";
import type { Analysis } from "./analyse.js";
import { closedFlowSpec } from "./closed-flow.js";
import { dynamicsMember, sampleKernels } from "./dynamics.js";
import type { NoiseName } from "../runtime/index.js";
import { baseKernels, noiseKernels } from "./kernels.js";
import { labelKernels } from "./labels.js";
import { chosenParts } from "./only.js";
import { version } from "./version.js";

/** How a module is written, and what for. */
export interface Emission {
  readonly target?: Target;
  /** The parts of the model that are wanted, by the names of `--only`; else all. */
  readonly only?: readonly string[];
}

/** The layout with every size a number. */
function literalSlot(slot: Slot, sizes: Sizes): Slot {
  switch (slot.kind) {
    case "tensor":
      return { kind: "tensor", tensor: withSizes(slot.tensor, sizes) };
    case "tuple":
      return { kind: "tuple", items: slot.items.map((item) => literalSlot(item, sizes)) };
    case "object":
      return { kind: "object", fields: slot.fields.map(([name, field]) => [name, literalSlot(field, sizes)]) };
  }
}

/** Which text, read by which version. */
export const provenance = ({ file, source }: LossModel): Pick<ModuleSpec, "version" | "source"> => ({
  version,
  source: {
    file: file === undefined ? source : basename(file),
    sha256: createHash("sha256").update(source).digest("hex"),
  },
});

export function moduleSpec(
  analysis: Analysis,
  summary: readonly string[],
  { target = "ts", only }: Emission,
): ModuleSpec {
  const { dynamics, model, flat, sizes, located, limits } = analysis;
  const { manifold, minimizers } = located;
  const others = dynamics.map((derived) => dynamicsMember(derived, manifold));
  const labels = labelKernels(manifold, model.labels);
  const samples = labels ? undefined : sampleKernels(manifold);
  const closedFlow = closedFlowSpec(manifold);
  const noises = (Object.keys(limits) as NoiseName[]).map((name): NoiseSpec => {
    const { channels, apply, diffuse, drift, driftTerms } = noiseKernels(name, manifold, limits[name]!);
    return { name, channels, kernels: [apply, diffuse, drift, driftTerms] };
  });
  const spec: ModuleSpec = {
    name: model.name,
    ...provenance(model),
    summary,
    target,
    parameters: flat.names,
    rank: minimizers[0]!.rank,
    ...(model.data && tensors(model.data).length > 0 && { data: literalSlot(model.data, sizes) }),
    kernels: [...baseKernels(manifold), ...others.flatMap((other) => ("kernel" in other ? [other.kernel] : []))],
    noises,
    eigenvectors: others.flatMap((other) => ("eigenvectors" in other ? [other.eigenvectors] : [])),
    ...(samples && { samples }),
    ...(labels && { labels }),
    ...(closedFlow && { closedFlow }),
  };
  return only ? { ...spec, only: chosenParts(only, partsOf(spec), model.name) } : spec;
}
