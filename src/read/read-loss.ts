/** Reads a loss file: what `loss` and its companions mean, as expressions. Nothing of the file is run. */
import { basename, resolve } from "node:path";
import type { Node } from "ts-morph";
import { DiagnosticError } from "../diagnostics/index.js";
import { type Expr, type Role, holdsForPart } from "../expr/index.js";
import { readLabels, readManifold } from "./exports/manifold-and-labels.js";
import { createReader } from "./create-reader.js";
import { readDynamicsNames } from "./exports/dynamics-names.js";
import { applyTo, declareArgument, entryPoint } from "./exports/entry-points.js";
import { FaultList } from "./faults.js";
import { type LossModel, type Slot, tensors } from "./model.js";
import type { Exported } from "./files/module.js";
import { Modules } from "./files/modules.js";
import { readNoise } from "./exports/noise.js";
import { readObservables } from "./exports/observables.js";
import { type Reader, Unreadable } from "./reader.js";
import { SourceFiles } from "./files/source-files.js";
import { type Value, describe } from "./values/values.js";

/** Throws a DiagnosticError with all the errors it finds. `source` stands for the text on the disk. */
export function readLoss(file: string, source?: string): LossModel {
  const path = resolve(file);
  const faults = new FaultList();
  const leastSizes = new Map<string, number>();
  const reader = createReader(faults, leastSizes);
  const modules = new Modules(new SourceFiles(), reader);
  const model = attempt(() => readModel(path, source, modules, reader));
  const errors = faults.found.filter(({ severity }) => severity === "error");
  if (!model || errors.length > 0) throw new DiagnosticError(errors);
  return { ...model, leastSizes: Object.fromEntries(leastSizes), warnings: faults.found };
}

/** undefined when something could not be read, which is noted already. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function readModel(
  path: string,
  text: string | undefined,
  modules: Modules,
  reader: Reader,
): Omit<LossModel, "warnings" | "leastSizes"> | undefined {
  const { file, exports } = modules.load(path, text);
  const found = exports.get("loss") ?? exports.get("default");
  if (!found) return reader.faults.fail(file.getStatements().at(-1) ?? file, "missingLoss");
  const entry = entryPoint("loss", found, [1, 2], reader);
  const parameters = declareArgument(entry, 0, "parameter", modules, reader);
  const hasData = entry.declaration.getParameters().length > 1;
  const data = hasData ? declareArgument(entry, 1, "data", modules, reader) : undefined;
  const roles: Roles = [
    ["a parameter", parameters],
    ["data", data],
  ];
  refuseRepeatedNames(roles, entry.declaration, reader);
  const slots = data ? [parameters, data] : [parameters];

  // Each is read in any case, so that the errors of all show at once.
  const loss = attempt(() => {
    const result = asLoss(applyTo(entry, slots, modules, reader), entry.declaration, reader);
    return dependsOn("parameter", result) ? result : reader.faults.fail(entry.declaration, "constantLoss");
  });
  const ifExported = <Result>(name: string, read: (exported: Exported) => Result): Result | undefined => {
    const exported = exports.get(name);
    return exported && attempt(() => read(exported));
  };
  const noise = ifExported("noise", (exported) => {
    const sigma = entryPoint("noise", exported, [2, slots.length + 1], reader);
    const xi = declareArgument(sigma, 1, "noise", modules, reader);
    refuseRepeatedNames([...roles, ["noise", xi]], sigma.declaration, reader);
    const result = applyTo(sigma, [parameters, xi, ...slots.slice(1)], modules, reader);
    return readNoise(result, xi, parameters, sigma.declaration, reader);
  });
  const manifold = ifExported("manifold", (exported) => {
    const equations = entryPoint("manifold", exported, [1, slots.length], reader);
    return readManifold(applyTo(equations, slots, modules, reader), equations.declaration, reader);
  });
  const observables = ifExported("observables", (exported) => {
    const watched = entryPoint("observables", exported, [1, slots.length], reader);
    return readObservables(applyTo(watched, slots, modules, reader), watched.declaration, reader);
  });
  const labels = ifExported("labels", ({ site, value }) => readLabels(value(site), data, site, reader));
  const dynamics = ifExported("dynamics", ({ site }) => readDynamicsNames(site, reader));
  return (
    loss && {
      name: basename(path).replace(/(\.loss)?\.[mc]?ts$/, "") || "loss",
      file: path,
      source: file.getFullText(),
      parameters,
      ...(data && { data }),
      loss,
      ...(noise && { noise }),
      ...(manifold && { manifold }),
      ...(observables && { observables }),
      ...(labels !== undefined && { labels }),
      ...(dynamics && { dynamics }),
      hasExample: exports.has("example"),
    }
  );
}

type Roles = readonly (readonly [role: string, slot: Slot | undefined])[];

function refuseRepeatedNames(roles: Roles, site: Node, { faults }: Reader): void {
  const owners = new Map<string, string>();
  for (const [role, slot] of roles)
    for (const { name } of slot ? tensors(slot) : []) {
      const first = owners.get(name);
      if (first !== undefined) faults.fail(site, "duplicateName", { name, first, second: role });
      owners.set(name, role);
    }
}

function asLoss(value: Value, site: Node, { faults }: Reader): Expr {
  return value.kind === "scalar" ? value.expr : faults.fail(site, "lossNotScalar", { found: describe(value) });
}

const dependsOn = (role: Role, e: Expr): boolean =>
  holdsForPart((part) => part.kind === "element" && part.tensor.role === role)(e);
