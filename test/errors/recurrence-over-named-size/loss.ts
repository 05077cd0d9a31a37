import type { Vector } from "gen-sde";
export function loss(x: Vector<"n">) {
  let [state, total] = [0, 0];
  for (const xi of x) {
    state = Math.tanh(state + xi);
    total += state;
  }
  return total ** 2;
}
