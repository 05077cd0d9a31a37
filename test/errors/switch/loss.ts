import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  switch (x) {
    case 0:
      return y ** 2;
    default:
      return (x * y - 1) ** 2;
  }
}
