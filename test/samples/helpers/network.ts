export const residual = (score: number, target: number) => Math.tanh(score) - target;

export function quadratic(r: number): number {
  return 0.5 * r * r;
}
