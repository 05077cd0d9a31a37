/** What the samples import. */
export const offset = 0.25;
const scale = 2 * offset;
export const square = (x: number): number => x * x;
export function shifted(x: number): number {
  return square(x - offset) + scale;
}
export default function cube(x: number): number {
  return x * square(x);
}
