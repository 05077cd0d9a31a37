/** What a generated module is made from. */
import type { DynamicsInput } from "../dynamics/index.js";
import type { Kernel, KernelInput } from "../lower/kernel.js";
import type { Slot } from "../read/model.js";
import type { Target } from "./target.js";

export interface NoiseSpec {
  readonly name: "isotropic" | "labelNoise" | "declared";
  readonly channels: number;
  /** apply, diffuse, drift, driftTerms. */
  readonly kernels: readonly Kernel[];
}

/** A drift without closed form: the runtime computes it by the eigenvectors of the module's own Hessian. */
export interface EigenvectorSpec extends Pick<Kernel, "name" | "doc"> {
  /** A row of the runtime's table `limits`. */
  readonly limit: string;
  /** x first; then what the limit asks for. */
  readonly inputs: readonly (KernelInput & { readonly as?: DynamicsInput["as"] })[];
  readonly output: { readonly name: string; readonly doc: string };
  /** The noise whose covariance the limit depends on, if it does. */
  readonly noise?: NoiseSpec["name"];
}

/** What Φ is made from where it has a closed form. */
export type ClosedFlowSpec =
  /** `constants` writes the rates of decay, one a parameter. */
  | { readonly kind: "quadratics"; readonly pairs: readonly (readonly [number, number])[]; readonly constants: Kernel }
  /** `constants` returns the product of the parameters on Γ. */
  | { readonly kind: "product"; readonly constants: Kernel };

export interface LabelKernels {
  /** The name of the array of labels. */
  readonly name: string;
  /** The gradients of single samples, each (x, epsilon, out) with epsilon added to the label. */
  readonly samples: readonly Kernel[];
  /** Writes c/δ² of each sample: Σ = c∇²L for noise of variance δ² where all are the same. */
  readonly factors: Kernel;
}

/** What a module is made for. */
export interface Only {
  /** The names as the user gives them, for the command that makes the module again. */
  readonly asked: readonly string[];
  /** Members of the model, "gradient", and of its noises, "labelNoise.drift". */
  readonly parts: ReadonlySet<string>;
}

export interface ModuleSpec {
  /** The model's name. */
  readonly name: string;
  /** The version of gen-sde. */
  readonly version: string;
  /** What the module was generated from: a file's name, or a formula, and the SHA-256 of its text. */
  readonly source: { readonly file: string; readonly sha256: string };
  /** Lines of the header: Γ, its rank, the dynamics, the papers. */
  readonly summary: readonly string[];
  /** The printed names of the parameters, in flat order. */
  readonly parameters: readonly string[];
  readonly rank: number;
  /** The layout of the data; every size a number. */
  readonly data?: Slot;
  /** loss, gradient, hessian, thirdContraction, residuals, retractStep, tangentProject; more are welcome. */
  readonly kernels: readonly Kernel[];
  readonly noises: readonly NoiseSpec[];
  readonly eigenvectors?: readonly EigenvectorSpec[];
  /** Where the module is not for everything. */
  readonly only?: Only;
  /** "ts" where none is given. */
  readonly target?: Target;
  /** The gradients of the losses of single samples, each (x, out); L is their mean. */
  readonly samples?: readonly Kernel[];
  /** The same with labels that noise can be added to, instead of `samples`. */
  readonly labels?: LabelKernels;
  /** Where Φ has a closed form. */
  readonly closedFlow?: ClosedFlowSpec;
}
