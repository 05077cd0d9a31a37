/** The loop IR as text, for tests to pin and for people to read. */
import { type Expr, index, print, substitute } from "../../expr/index.js";
import { type Nest, statements } from "../nest.js";

export function printNests(nests: readonly Nest[]): string {
  const sizes = new Set([...statements(nests)].flatMap(([, path]) => path.map(({ index: { size } }) => size)));
  const letters = Array.from("ijklmnopqrst").filter((letter) => !sizes.has(letter));
  return lines(nests, new Map(), letters).join("\n");
}

function lines(nests: readonly Nest[], names: ReadonlyMap<Expr, Expr>, letters: readonly string[]): readonly string[] {
  const text = (e: Expr): string => print(substitute(e, names));
  return nests.flatMap((nest): readonly string[] => {
    if (nest.kind !== "loop")
      return [`${text(nest.target)} ${nest.kind === "assign" ? "=" : "+="} ${text(nest.value)}`];
    const letter = index(letters[0]!, nest.index.size);
    const end = nest.last ? `<= ${text(nest.last)}` : `< ${String(nest.index.size)}`;
    const range = `${nest.resumes ? "rest of " : ""}${letter.name} ${end}${nest.width > 1 ? ` by ${String(nest.width)}` : ""}`;
    const body = lines(nest.body, new Map([...names, [nest.index, letter]]), letters.slice(1));
    return [`for ${range}:`, ...body.map((line) => `  ${line}`)];
  });
}
