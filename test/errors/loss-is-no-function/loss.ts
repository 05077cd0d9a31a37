export const loss = 3 ** 2;
