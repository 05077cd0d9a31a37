/** Named sizes become numbers, and sums over literal sizes their terms. */
import { add, element, index, num } from "./build/index.js";
import type { Expr, Size, Tensor } from "./node.js";
import { splitSize } from "./sizes.js";
import { mapChildren, open, substitute } from "./rebuild.js";

export type Sizes = Readonly<Record<string, number>>;

export const sizeOf = (size: Size, sizes: Sizes): number => {
  if (typeof size === "number") return size;
  const [name, less] = splitSize(size);
  const value = sizes[name];
  if (value === undefined) throw new Error(`internal: no value for size ${name}`);
  return value - less;
};

/** The same tensor with every size a number. */
export const withSizes = (tensor: Tensor, sizes: Sizes): Tensor => ({
  ...tensor,
  shape: tensor.shape.map((size) => sizeOf(size, sizes)),
});

/** The expression for given sizes, with all sums written out. */
export function unroll(e: Expr, sizes: Sizes = {}): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (node: Expr): Expr => {
    let made = memo.get(node);
    if (made === undefined) {
      made = expand(node);
      memo.set(node, made);
    }
    return made;
  };
  const expand = (node: Expr): Expr => {
    switch (node.kind) {
      case "size":
        return num(sizeOf(node.name, sizes));
      case "index":
        return index(node.name, sizeOf(node.size, sizes));
      case "element":
        return element(withSizes(node.tensor, sizes), node.indices.map(visit));
      case "sum": {
        const [variable, body] = open(node);
        const length = sizeOf(variable.size, sizes);
        return add(...Array.from({ length }, (_, i) => visit(substitute(body, new Map([[variable, num(i)]])))));
      }
      default:
        return mapChildren(node, visit);
    }
  };
  return visit(e);
}
