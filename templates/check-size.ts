/** A size is a positive integer. */
export function checkSize(value: number, name: string): number {
  if (!Number.isInteger(value) || value < 1) {
    throw new TypeError(`sizes.${name}: expected a positive integer, got ${value}`);
  }
  return value;
}
