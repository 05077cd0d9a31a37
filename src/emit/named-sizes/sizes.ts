/** The sizes: their names in the module, and their declaration. */
import { type Size, splitSize } from "../../expr/index.js";
import type { LoopText } from "../../loops/index.js";
import type { Slot } from "../../read/model.js";
import { dataArrays, property } from "../data.js";

/** How sizes are spelled at creation. */
export class Naming {
  readonly #sizes: LoopText["sizes"];

  constructor({ sizes }: LoopText) {
    this.#sizes = sizes;
  }

  readonly size = (range: Size): string => {
    if (typeof range === "number") return String(range);
    const [name, less] = splitSize(range);
    return less === 0 ? this.#sizes.get(name)! : `(${this.#sizes.get(name)!} - ${String(less)})`;
  };
  readonly product = (shape: readonly Size[]): string => shape.map(this.size).join(" * ") || "1";
  readonly list = (shape: readonly Size[]): string => `[${shape.map(this.size).join(", ")}]`;
}

/** Sizes that some array of the data shows need not be given. */
export const shownSizes = (data: Slot | undefined): ReadonlySet<Size> =>
  new Set(data ? dataArrays(data).flatMap(({ tensor }) => tensor.shape) : []);

export function sizesDeclaration({ sizes }: LoopText, data: Slot | undefined): string {
  const shown = shownSizes(data);
  const fields = [...sizes.keys()].map((name) =>
    shown.has(name)
      ? `/** Read off the data; checked when it is given. */\nreadonly ${property(name)}?: number;`
      : `/** No array of the data shows it. */\nreadonly ${property(name)}: number;`,
  );
  return `/** The named sizes. */\nexport interface Sizes {\n${fields.join("\n")}\n}`;
}
