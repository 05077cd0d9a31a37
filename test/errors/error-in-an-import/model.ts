export function residual(x: number, y: number): number {
  return x * y - Math.random();
}
