/** Where entries lie: every element becomes an entry of a flat array, at offset + i stride + j. */
import { type Element, type Role, type Tensor, add, element, multiply, zero } from "../../expr/index.js";
import { type View, rowMajor } from "../layout.js";
import { type Nest, elementReplacer, mapValues } from "../nest.js";

/** A flat array and how a tensor lies in it. */
export interface Place extends Omit<View, "tensor"> {
  readonly array: Tensor;
}

/** `placeOf` knows the arguments and data; temporaries lie in arrays of their own. Scalars stay as they are. */
export function flattenAddresses(
  nests: readonly Nest[],
  placeOf: (tensor: Tensor) => Place | undefined,
): readonly Nest[] {
  const replace = (e: Element): Element => {
    const place = placeOf(e.tensor) ?? (e.indices.length > 0 ? ownPlace(e.tensor) : undefined);
    if (!place) return e;
    const position = add(place.offset, ...e.indices.map((i, axis) => multiply(i, place.strides[axis]!)));
    return element(place.array, [position]);
  };
  return mapValues(nests, elementReplacer(replace));
}

/** An array of numbers one after the other. */
export const flatArray = (name: string, role: Role): Tensor => ({ name, role, shape: ["·"] });

/** A row-major array of its own. */
const ownPlace = ({ name, role, shape }: Tensor): Place => ({
  array: flatArray(name, role),
  offset: zero,
  strides: rowMajor(shape),
});
