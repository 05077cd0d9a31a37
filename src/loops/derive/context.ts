/** What all derivations of one loss share. */
import {
  type Expr,
  type IndexVariable,
  type Tensor,
  add,
  freshIndex,
  index,
  substitute,
  sum,
} from "../../expr/index.js";
import { adjoints } from "./adjoint.js";
import { isLengthSize } from "../dependence.js";
import type { LoopKernel } from "../kernel.js";
import type { LoopProblem } from "../problem.js";
import { type Argument, type Part, numberArgument, parameterArgument, vectorArgument, viewOf } from "../layout.js";
import { type Definition, Lets } from "../lets.js";
import { type ResidualFamily, residualFamilies } from "./residuals.js";
import { type Settler, settler } from "./settle.js";
import { type Guess, TYPICAL } from "../size-cost.js";
import { type Direction, tangents } from "./tangent.js";

/** A family of squares with its residual ready for differentiation, and its place in vectors of residuals. */
export interface Family extends ResidualFamily {
  readonly part: Part;
}

export class Context {
  readonly problem: LoopProblem;
  /** The loss before `shift`. */
  readonly written: Expr;
  readonly lets: Lets;
  readonly x: Argument;
  readonly families: readonly Family[];
  readonly #settler: Settler;
  readonly #asWritten: boolean;

  /** `asWritten` leaves log Σ exp as it stands, to be read by people. */
  constructor(problem: LoopProblem, guess: Guess, asWritten = false) {
    this.lets = new Lets(problem);
    // Sizes that a call alone knows are guessed like any other.
    this.#settler = settler(this.lets, (name) => (isLengthSize(name) ? TYPICAL(name) : guess(name)));
    this.written = problem.loss;
    this.#asWritten = asWritten;
    this.problem = { ...problem, loss: this.shift(problem.loss) };
    this.x = parameterArgument(problem.parameters);
    const families = residualFamilies(this.problem.loss) ?? [];
    this.families = families.map((family, position) => ({
      ...family,
      residual: this.#settler.cut(family.residual),
      part: {
        name: families.length === 1 ? "r" : `r${String(position + 1)}`,
        shape: family.indices.map(({ size }) => size),
      },
    }));
  }

  get parameters(): readonly Tensor[] {
    return this.problem.parameters;
  }

  /** Safe from overflow in log Σ exp. */
  shift(e: Expr): Expr {
    return this.#asWritten ? e : this.#settler.shift(e);
  }

  /** Ready for differentiation: sums inside nonlinear functions are named. */
  cut(e: Expr): Expr {
    return this.#settler.cut(e);
  }

  /** The cheapest order of contraction. */
  contract(e: Expr): Expr {
    return this.#settler.contract(e);
  }

  adjoints(e: Expr): (by: Tensor, at: readonly IndexVariable[]) => Expr {
    return adjoints(this.lets, e, this.#settler.settle);
  }

  tangents(direction: Direction): (e: Expr) => Expr {
    const along = tangents(this.lets, direction, this.#settler.settle);
    // Contracted before, so that a chain of layers is differentiated as it is computed.
    return (e) => along(this.contract(e));
  }

  /** out[parts][indices] = value(indices), in the cheapest order of contraction. */
  define(out: Argument, parts: readonly Part[], value: (indices: readonly IndexVariable[]) => Expr): Definition {
    const tensor = viewOf(out, ...parts);
    const indices = tensor.shape.map((size, axis) => index(`${tensor.name}:${String(axis)}`, size));
    return { tensor, indices, value: this.#settler.contract(value(indices)) };
  }

  /** A kernel with one number as its result. */
  number(name: string, doc: string, inputs: readonly Argument[], value: Expr): LoopKernel {
    const output = numberArgument("value", doc);
    return { name, doc: [doc], inputs, output, returns: true, values: [this.define(output, [], () => value)] };
  }

  /** A kernel that writes one entry per parameter. */
  overParameters(
    name: string,
    doc: string,
    inputs: readonly Argument[],
    value: (parameter: Tensor, at: readonly IndexVariable[]) => Expr,
  ): LoopKernel {
    const output = this.vector("out", "");
    const values = this.parameters.map((p) => this.define(output, [p], (at) => value(p, at)));
    return { name, doc: [doc], inputs, output, returns: false, values };
  }

  /** A kernel that writes one entry per residual. */
  overResiduals(name: string, doc: string, inputs: readonly Argument[], value: (residual: Expr) => Expr): LoopKernel {
    const output = vectorArgument("out", "argument", this.residualParts, "length M");
    const values = this.families.map((family) =>
      this.atResidual(output, [family.part], family, () => value(family.residual)),
    );
    return { name, doc: [doc], inputs, output, returns: false, values };
  }

  /** An output whose leading indices are those of a family. */
  atResidual(
    out: Argument,
    parts: readonly Part[],
    family: Family,
    value: (rest: readonly IndexVariable[]) => Expr,
  ): Definition {
    return this.define(out, parts, (at) => rename(value(at.slice(family.indices.length)), family.indices, at));
  }

  get residualParts(): readonly Part[] {
    return this.families.map(({ part }) => part);
  }

  /** An ambient vector as an argument. */
  vector(name: string, doc: string): Argument {
    return vectorArgument(name, "argument", this.parameters, doc);
  }
}

/** The expression with these free indices called otherwise. */
export const rename = (e: Expr, from: readonly IndexVariable[], to: readonly IndexVariable[]): Expr =>
  substitute(e, new Map(from.map((variable, axis) => [variable, to[axis]!])));

export const sumOver = (indices: readonly IndexVariable[], body: Expr): Expr =>
  indices.reduceRight((inner, i) => sum(i, inner), body);

/** Σ over all parameters. */
export const overEntries = (context: Context, term: (parameter: Tensor, at: readonly IndexVariable[]) => Expr): Expr =>
  add(
    ...context.parameters.map((p) => {
      const at = p.shape.map(freshIndex);
      return sumOver(at, term(p, at));
    }),
  );
