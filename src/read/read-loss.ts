/** Reads a loss file: what `loss` and its companions mean, as expressions. Nothing of the file is run. */
import { basename, resolve } from "node:path";
import type { Node } from "ts-morph";
import { DiagnosticError } from "../diagnostics/index.js";
import { type Expr, type Role, children } from "../expr/index.js";
import { readLabels, readManifold } from "./companions.js";
import { createReader } from "./create-reader.js";
import { applyTo, declareArgument, entryPoint } from "./entry-points.js";
import { FaultList } from "./faults.js";
import { type LossModel, type Slot, tensors } from "./model.js";
import { Modules } from "./modules.js";
import { readNoise } from "./noise.js";
import { type Reader, Unreadable } from "./reader.js";
import { SourceFiles } from "./source-files.js";
import { type Value, describe } from "./values.js";

/** Throws a DiagnosticError with all the errors it finds. `source` stands for the text on the disk. */
export function readLoss(file: string, source?: string): LossModel {
  const path = resolve(file);
  const faults = new FaultList();
  const reader = createReader(faults);
  const modules = new Modules(new SourceFiles(), reader);
  const model = attempt(() => readModel(path, source, modules, reader));
  const errors = faults.found.filter(({ severity }) => severity === "error");
  if (!model || errors.length > 0) throw new DiagnosticError(errors);
  return { ...model, warnings: faults.found };
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

function readModel(path: string, text: string | undefined, modules: Modules, reader: Reader): Omit<LossModel, "warnings"> | undefined {
  const { file, exports } = modules.load(path, text);
  const site = file.getStatements().at(-1) ?? file;
  const exported = (name: string): Value | undefined => exports.get(name)?.(site);
  const value = exported("loss") ?? exported("default") ?? reader.faults.fail(site, "missingLoss");
  const entry = entryPoint("loss", value, [1, 2], site, reader);

  const parameters = declareArgument(entry, 0, "parameter", modules, reader);
  const hasData = entry.declaration.getParameters().length > 1;
  const data = hasData ? declareArgument(entry, 1, "data", modules, reader) : undefined;
  const roles: Roles = [["a parameter", parameters], ["data", data]];
  refuseRepeatedNames(roles, entry.declaration, reader);
  const arguments_ = data ? [parameters, data] : [parameters];

  // Each is read in any case, so that the errors of all show at once.
  const loss = attempt(() => {
    const result = asLoss(applyTo(entry, arguments_, modules, reader), entry.declaration, reader);
    return dependsOn("parameter", result) ? result : reader.faults.fail(entry.declaration, "constantLoss");
  });
  const noise = attempt(() => {
    const sigma = exported("noise");
    if (!sigma) return undefined;
    const own = entryPoint("noise", sigma, [2, hasData ? 3 : 2], site, reader);
    const xi = declareArgument(own, 1, "noise", modules, reader);
    refuseRepeatedNames([...roles, ["noise", xi]], own.declaration, reader);
    const [first, ...rest] = arguments_;
    return readNoise(applyTo(own, [first!, xi, ...rest], modules, reader), xi, parameters, own.declaration, reader);
  });
  const manifold = attempt(() => {
    const equations = exported("manifold");
    if (!equations) return undefined;
    const own = entryPoint("manifold", equations, [1, arguments_.length], site, reader);
    return readManifold(applyTo(own, arguments_, modules, reader), own.declaration, reader);
  });
  const labels = attempt(() => {
    const name = exported("labels");
    return name && readLabels(name, data, site, reader);
  });
  return (
    loss && {
      name: basename(path).replace(/(\.loss)?\.ts$/, ""),
      file: path,
      source: file.getFullText(),
      parameters,
      ...(data && { data }),
      loss,
      ...(noise && { noise }),
      ...(manifold && { manifold }),
      ...(labels !== undefined && { labels }),
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

function dependsOn(role: Role, e: Expr): boolean {
  return (e.kind === "element" && e.tensor.role === role) || children(e).some((child) => dependsOn(role, child));
}
