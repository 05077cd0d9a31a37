import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createProcess, type Model, type Observable, type Process, type ProcessSpec } from "../runtime/index.js";

/** A process as what can be sent to a thread: files and plain data. */
export interface ProcessSource {
  /** The generated module, compiled: `new URL("./generated/ellipse.sde.js", import.meta.url)`, or its path. */
  readonly model: string | URL;
  /** The argument of its `create`. */
  readonly data?: unknown;
  readonly process: ProcessSpec;
  /**
   * A module whose export `observe` has the observables, { name: (x) => number }. Without it each parameter is observed
   * under its own name.
   */
  readonly observe?: string | URL;
}

export interface Loaded {
  readonly process: Process;
  readonly observe: Readonly<Record<string, Observable>>;
}

/** The same with the files as URLs, so that it means the same in every thread. */
export const located = ({ model, observe, ...rest }: ProcessSource): ProcessSource => ({
  ...rest,
  model: fileUrl(model),
  ...(observe !== undefined && { observe: fileUrl(observe) }),
});

const fileUrl = (file: string | URL): string =>
  typeof file === "string" && !file.startsWith("file:") ? pathToFileURL(resolve(file)).href : String(file);

/**
 * Loads the modules and makes the process.
 *
 * @throws TypeError for modules that are not what they should be; what `create` and `createProcess` throw
 */
export async function load({ model: file, data, process: spec, observe }: ProcessSource): Promise<Loaded> {
  const { create } = await importFrom(file);
  if (typeof create !== "function")
    throw new TypeError(`${String(file)} has no function "create": no generated module`);
  const model = (create as (data: unknown) => Model)(data);
  return {
    process: createProcess(model, spec),
    observe: observe === undefined ? coordinates(model) : await observables(observe),
  };
}

const importFrom = async (file: string | URL): Promise<Readonly<Record<string, unknown>>> =>
  (await import(String(file))) as Readonly<Record<string, unknown>>;

const coordinates = ({ parameters }: Model): Loaded["observe"] =>
  Object.fromEntries(parameters.map((name, a) => [name, (x: Float64Array) => x[a]!]));

async function observables(file: string | URL): Promise<Loaded["observe"]> {
  const { observe } = await importFrom(file);
  const isRecord = typeof observe === "object" && observe !== null;
  if (!isRecord || !Object.values(observe).every((read) => typeof read === "function"))
    throw new TypeError(`${String(file)} must export observe, an object of functions (x) => number`);
  return observe as Loaded["observe"];
}
