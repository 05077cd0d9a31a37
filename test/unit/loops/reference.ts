/** The straight way to every kernel: all sums written out, derivatives entry by entry, evaluated as they stand. */
import { differentiate, gradient, jacobian, symmetricJacobian } from "../../../src/calculus/index.js";
import {
  type Element,
  type Expr,
  type Sizes,
  type Tensor,
  add,
  element,
  evaluator,
  multiply,
  num,
  substitute,
  symbol,
  unroll,
  valuesOf,
  withSizes,
  zero,
} from "../../../src/expr/index.js";
import type { LoopProblem } from "../../../src/loops/index.js";
import { residualFamilies } from "../../../src/loops/derive/residuals.js";

/** All entries of a tensor of literal sizes, row-major. */
function entries(tensor: Tensor): readonly Element[] {
  const positions = tensor.shape.reduce<number[][]>(
    (found, size) => found.flatMap((p) => Array.from({ length: Number(size) }, (_, i) => [...p, i])),
    [[]],
  );
  return positions.map((position) =>
    element(
      tensor,
      position.map((i) => num(i)),
    ),
  );
}

/** Numbers between -1 and 1 without a pattern. */
export const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 0.9 + 0.05);

export class Reference {
  readonly x: Float64Array;
  readonly data: Readonly<Record<string, Float64Array>>;
  readonly parameters: readonly Element[];
  readonly loss: Expr;
  readonly residuals: readonly Expr[];
  readonly weights: readonly Expr[];
  readonly #elements: readonly Element[];
  readonly #known: readonly number[];
  readonly #value: (e: Expr) => number;

  constructor({ parameters, data, loss }: LoopProblem, sizes: Sizes) {
    const all = (tensors: readonly Tensor[]): readonly Element[] =>
      tensors.flatMap((t) => entries(withSizes(t, sizes)));
    this.parameters = all(parameters);
    this.x = numbers(this.parameters.length, 1);
    this.data = Object.fromEntries(
      data.map((tensor, k) => {
        const { length } = all([tensor]);
        const values = numbers(length, k + 2);
        return [tensor.name, tensor.name === "mask" ? values.map((v) => Number(v > 0)) : values];
      }),
    );
    this.#elements = [...this.parameters, ...all(data)];
    this.#known = [...this.x, ...data.flatMap(({ name }) => [...this.data[name]!])];
    this.#value = evaluator(valuesOf(this.#elements, this.#known));
    this.loss = unroll(loss, sizes);
    const families = (residualFamilies(loss) ?? []).flatMap(({ indices, residual, weight }) =>
      entries(withSizes({ name: "i", role: "argument", shape: indices.map(({ size }) => size) }, sizes)).map(
        ({ indices: at }) => {
          const here = new Map<Expr, Expr>(indices.map((variable, axis) => [variable, at[axis]!]));
          return {
            residual: unroll(substitute(residual, here), sizes),
            weight: unroll(substitute(weight, here), sizes),
          };
        },
      ),
    );
    this.residuals = families.map(({ residual }) => residual);
    this.weights = families.map(({ weight }) => weight);
  }

  values = (list: readonly Expr[]): number[] => list.map(this.#value);
  gradient = (e: Expr): number[] => this.values(gradient(e, this.parameters));
  hessian = (e: Expr): number[][] =>
    symmetricJacobian(gradient(e, this.parameters), this.parameters).map((row) => this.values(row));
  jacobian = (): number[][] => jacobian(this.residuals, this.parameters).map((row) => this.values(row));

  laplacian = (): Expr => add(...this.parameters.map((p) => differentiate(differentiate(this.loss, p), p)));

  /** T[w, w]: the gradient of d²/dt² L(x + t w) at t = 0. */
  thirdAlong(direction: Float64Array): number[] {
    const w = entries({ name: "~w", role: "argument", shape: [direction.length] });
    const t = symbol("~t", "argument");
    const moved = new Map<Expr, Expr>(this.parameters.map((p, a) => [p, add(p, multiply(t, w[a]!))]));
    const second = differentiate(differentiate(substitute(this.loss, moved), t), t);
    const value = evaluator(valuesOf([...this.#elements, ...w], [...this.#known, ...direction]));
    return gradient(substitute(second, new Map([[t, zero]])), this.parameters).map(value);
  }
}
