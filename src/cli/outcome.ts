/** What is asked of `gen-sde FILE`, and what came of one loss. */
import type { Target } from "../emit/target.js";
import type { Generated } from "../pipeline/index.js";

export interface GenerateOptions {
  readonly out: string;
  readonly expr?: string;
  readonly params?: string;
  readonly name: string;
  /** Names of limiting dynamics, separated by commas. */
  readonly dynamics?: string;
  readonly target?: Target;
  /** Parts of the model, separated by commas. */
  readonly only?: string;
  readonly tex?: boolean;
  readonly stats?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface Outcome {
  readonly generated: Generated;
  /** The generated file, and whether its bytes changed. */
  readonly file: string;
  readonly changed: boolean;
  readonly milliseconds: number;
}
