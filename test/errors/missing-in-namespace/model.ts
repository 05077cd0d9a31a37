export const residual = (x: number, y: number) => x * y - 1;
