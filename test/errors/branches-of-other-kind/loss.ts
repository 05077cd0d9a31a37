import { type Vector, sum } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const part = x > 0 ? [x, y] : [x];
  return sum(part) ** 2;
}
