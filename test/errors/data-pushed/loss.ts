import { type Vector, sum } from "gen-sde";
export function loss(x: Vector<"n">, { y }: { y: Vector<"n"> }) {
  y.push(1);
  return sum(x, (xi, i) => (xi - y[i]) ** 2);
}
