/** Which letter an index over each size gets: samples first, none that the loss or the formulas use otherwise. */
import type { Size } from "../../expr/index.js";
import type { LoopProblem } from "../../loops/index.js";
import type { Letters } from "./write.js";

const LETTERS = Array.from("ijklmabdefopstuvwxyz");
/** Names that the formulas give to things of their own. */
export const OWN_NAMES = ["c", "q", "h", "g", "r", "ν", "G", "K", "L", "P"];

export function lettersFor({ parameters, data }: LoopProblem): Letters {
  const tensors = [...data, ...parameters];
  const ofParameters = new Set(parameters.flatMap(({ shape }) => shape));
  const all = [...new Set(tensors.flatMap(({ shape }) => shape))];
  const sizes = [...all.filter((size) => !ofParameters.has(size)), ...all.filter((size) => ofParameters.has(size))];
  const taken = new Set<Size>([...tensors.map(({ name }) => name), ...all, ...OWN_NAMES]);
  const free = LETTERS.filter((letter) => !taken.has(letter));
  return new Map(sizes.map((size, position) => [size, free[position] ?? `i${String(position)}`]));
}
