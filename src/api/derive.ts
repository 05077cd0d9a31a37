/** `derive()`: the pipeline as a function. */
import { fileURLToPath } from "node:url";
import type { DynamicsName } from "../dynamics/index.js";
import { analyse, lossFromFormula } from "../pipeline/index.js";
import { type LossModel, readLoss } from "../read/index.js";
import { Derivation } from "./derivation.js";

export interface DeriveOptions {
  /** Makes the text a formula in these parameters: `derive("(u*v-1)^2/2", { params: ["u", "v"] })`. */
  readonly params?: readonly string[];
  /** The name of a loss that is given as text, default "loss". */
  readonly name?: string;
  /** Limiting dynamics beyond SGD's, of `gen-sde list dynamics`; by default those that the file exports as `dynamics`. */
  readonly dynamics?: readonly DynamicsName[];
}

/**
 * Reads a loss and derives ∇L, ∇²L, ∇³L, its manifold Γ of minimizers and the limiting SDEs on it (Li, Wang, Arora,
 * ICLR 2022), exactly. Nothing of the loss is run to derive.
 *
 * @param loss the path of a loss file ("….ts", or a URL), its source text, or a formula (with `params`)
 * @throws DiagnosticError with code, place and advice: the loss is outside the language, or has no manifold
 */
export function derive(loss: string | URL, options: DeriveOptions = {}): Derivation {
  return new Derivation(analyse(modelOf(loss, options), options.dynamics));
}

function modelOf(loss: string | URL, { params, name = "loss" }: DeriveOptions): LossModel {
  if (typeof loss !== "string") return readLoss(fileURLToPath(loss));
  if (params) return lossFromFormula(name, loss, params);
  return loss.endsWith(".ts") ? readLoss(loss) : readLoss(`${name}.loss.ts`, loss);
}
