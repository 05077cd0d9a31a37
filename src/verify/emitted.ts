/** What a module has of a model: all of it, unless it was made with `--only`. */
import type { Model, NoiseModel, NoiseName } from "../runtime/index.js";

export type EmittedNoise = Pick<NoiseModel, "name" | "channels"> & Partial<NoiseModel>;

export type EmittedModel = Pick<Model, "name" | "dimension" | "rank" | "parameters"> &
  Partial<Omit<Model, "noises">> & { readonly noises: Readonly<Partial<Record<NoiseName, EmittedNoise>>> };
