/** From a loss in index notation to one over scalars: sizes get their values, sums their terms, arrays their elements. */
import {
  type Element,
  type Expr,
  type Sizes,
  element,
  num,
  one,
  sizeOf,
  substitute,
  unroll,
  withSizes,
  zero,
} from "../expr/index.js";
import { type FlatModel, type LossModel, type NoiseDeclaration, type Slot, tensors } from "./model.js";

/** The elements of a layout in flat order (row-major), every size a number. */
export function elementsOf(slot: Slot, sizes: Sizes = {}): Element[] {
  return tensors(slot).flatMap((symbolic) => {
    const tensor = withSizes(symbolic, sizes);
    return positions(tensor.shape as readonly number[]).map((at) =>
      element(
        tensor,
        at.map((i) => num(i)),
      ),
    );
  });
}

/** All index tuples of a shape, row-major. */
export function positions(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, length) => prefixes.flatMap((at) => Array.from({ length }, (_, i) => [...at, i])),
    [[]],
  );
}

/** sigma, D x channels: the noise is linear in xi, so column k is its value at xi = e_k. */
function noiseMatrix(noise: NoiseDeclaration, parameters: readonly Element[], slot: Slot, sizes: Sizes): Expr[][] {
  const channels = elementsOf(noise.xi, sizes);
  const symbolic = new Map(tensors(slot).map((tensor) => [tensor.name, tensor]));
  return parameters.map((parameter) => {
    const component = unroll(noise.component(symbolic.get(parameter.tensor.name)!, parameter.indices), sizes);
    return channels.map((channel) =>
      substitute(component, new Map(channels.map((other) => [other, other === channel ? one : zero]))),
    );
  });
}

/** An expression with free indices stands for one at each of their values. */
function writeOut(e: Expr, sizes: Sizes): readonly Expr[] {
  const [variable] = e.free;
  if (!variable) return [unroll(e, sizes)];
  return positions([sizeOf(variable.size, sizes)]).flatMap(([i]) =>
    writeOut(substitute(e, new Map([[variable, num(i!)]])), sizes),
  );
}

const writtenOut = (observables: Readonly<Record<string, Expr>>, sizes: Sizes): Readonly<Record<string, Expr>> =>
  Object.fromEntries(Object.entries(observables).map(([name, e]) => [name, unroll(e, sizes)]));

export function flatten(model: LossModel, sizes: Sizes = {}): FlatModel {
  const parameters = elementsOf(model.parameters, sizes);
  return {
    name: model.name,
    parameters,
    names: parameters.map(nameOf),
    data: model.data ? elementsOf(model.data, sizes) : [],
    loss: unroll(model.loss, sizes),
    ...(model.noise && { sigma: noiseMatrix(model.noise, parameters, model.parameters, sizes) }),
    ...(model.observables && { observables: writtenOut(model.observables, sizes) }),
    ...(model.manifold && { manifold: model.manifold.flatMap((equation) => writeOut(equation, sizes)) }),
  };
}

/** x, u[0], W[1][2]: the name a user would write. */
const nameOf = (e: Element): string =>
  e.tensor.name + e.indices.map((i) => (i.kind === "num" ? `[${i.value.numerator.toString()}]` : "")).join("");
