import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  let calls = 0;
  const clip = (z: number) => {
    if (z > 1) return 1;
    calls += 1;
    return z;
  };
  return (clip(x) * clip(y) - calls) ** 2;
}
