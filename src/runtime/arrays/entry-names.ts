/** The names of all entries of arrays, in flat order: u[0], u[1], …, W[0][0], …; the name itself for a number. */
export function entryNames(arrays: readonly (readonly [name: string, shape: readonly number[]])[]): string[] {
  const names = (name: string, [length, ...rest]: readonly number[]): string[] =>
    length === undefined ? [name] : Array.from({ length }, (_, i) => names(`${name}[${i}]`, rest)).flat();
  return arrays.flatMap(([name, shape]) => names(name, shape));
}
