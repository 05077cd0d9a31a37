/** Which letters indices get: one for each size, samples first, none that the loss or the formulas use otherwise. */
import type { IndexVariable, Size } from "../../expr/index.js";
import type { LoopProblem } from "../../loops/index.js";

/** One letter for each size; further indices over the same size get primes. */
export type Letters = ReadonlyMap<Size, string>;
/** How the indices that stand free, or are summed over around a term, are called. */
export type IndexNames = ReadonlyMap<IndexVariable, string>;

const LETTERS = Array.from("ijklmabdefopstuvwxyz");
/** Names that the formulas give to things of their own. */
const OWN_NAMES = ["c", "q", "h", "g", "r", "ν", "G", "K", "L", "P"];

export function lettersFor({ parameters, data }: LoopProblem): Letters {
  const tensors = [...data, ...parameters];
  const ofParameters = new Set(parameters.flatMap(({ shape }) => shape));
  const all = [...new Set(tensors.flatMap(({ shape }) => shape))];
  const sizes = [...all.filter((size) => !ofParameters.has(size)), ...all.filter((size) => ofParameters.has(size))];
  const taken = new Set<Size>([...tensors.map(({ name }) => name), ...all, ...OWN_NAMES]);
  const free = LETTERS.filter((letter) => !taken.has(letter));
  return new Map(sizes.map((size, position) => [size, free[position] ?? `i${String(position)}`]));
}

/** The letters for these free indices, left to right. */
export function nameIndices(indices: readonly IndexVariable[], letters: Letters): IndexNames {
  return indices.reduce<IndexNames>(
    (names, variable) =>
      names.has(variable) ? names : new Map([...names, [variable, freeLetter(variable, names, letters)]]),
    new Map(),
  );
}

/** The letter of the size of an index, with as many primes as it takes to be told from those of `names`. */
export function freeLetter({ size }: IndexVariable, names: IndexNames, letters: Letters): string {
  const taken = new Set(names.values());
  let letter = letters.get(size) ?? "i";
  while (taken.has(letter)) letter += "′";
  return letter;
}
