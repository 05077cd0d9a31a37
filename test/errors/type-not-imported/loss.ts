export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
