export const loss = (x: number[]) => (x[0] * x[1] - 1) ** 2;
