/** The values that the loop kernels compute, with what the theory puts in the place of their arguments. */
import { type Element, type Expr, type Tensor, element } from "../../expr/index.js";
import {
  type Definition,
  type LoopKernelName,
  type LoopProblem,
  deriveLoops,
  elementReplacer,
} from "../../loops/index.js";
import { Intermediates, type Named } from "./intermediates.js";

/** A value, and the entry that it belongs to: of the parameters, of the residuals, of G. */
export interface Formula {
  readonly entry: Element;
  readonly value: Expr;
}

/** What stands for an entry of a kernel's argument; undefined for all else. */
export type Replace = (e: Element) => Expr | undefined;

export class KernelValues {
  readonly #parameters: readonly Tensor[];
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #intermediates: Intermediates;

  /** @param residuals their names are not free for intermediates */
  constructor(problem: LoopProblem, names: readonly LoopKernelName[], residuals: readonly Tensor[]) {
    this.#parameters = problem.parameters;
    const { lets, kernels } = deriveLoops(problem, names, undefined, true);
    this.#definitions = new Map(
      kernels.flatMap(({ name, values }) => values.map((each) => [`${name} ${each.tensor.name}`, each] as const)),
    );
    const tensors = [...problem.parameters, ...problem.data, ...residuals];
    const taken = [...tensors.map(({ name }) => name), ...tensors.flatMap(({ shape }) => shape.map(String))];
    const roots = kernels.filter(({ name }) => name === "residuals" || name === "loss");
    this.#intermediates = new Intermediates(
      lets,
      taken,
      roots.flatMap(({ values }) => values.map(({ value }) => value)),
    );
  }

  /** All that the values asked for so far refer to. */
  get intermediates(): readonly Named[] {
    return this.#intermediates.list;
  }

  /** With the names of intermediates that are shown. */
  read(value: Expr): Expr {
    return this.#intermediates.read(value);
  }

  /** The value of a kernel that returns a number. */
  number(kernel: LoopKernelName): Expr {
    return this.read(this.definition(kernel, "value").value);
  }

  /** One value for each block of parameters. */
  blocks(kernel: LoopKernelName, replace?: Replace): readonly Formula[] {
    return this.#parameters.map((p) => this.at(kernel, p, replace));
  }

  /** The value for one output. */
  at(kernel: LoopKernelName, tensor: Tensor, replace: Replace = () => undefined): Formula {
    const { indices, value } = this.definition(kernel, `out.${tensor.name}`);
    const inlined = this.#intermediates.inline(value);
    const replaced = elementReplacer((e) => replace(e) ?? e)(inlined);
    return { entry: element(tensor, indices), value: this.read(replaced) };
  }

  /** As the kernel has it, nothing replaced. */
  definition(kernel: LoopKernelName, name: string): Definition {
    const definition = this.#definitions.get(`${kernel} ${name}`);
    if (!definition) throw new Error(`internal: ${kernel} has no ${name}`);
    return definition;
  }
}
