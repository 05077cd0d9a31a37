import { type Vector, sum } from "gen-sde";
export function loss(x: Vector<"n">) {
  const squares: number[] = [];
  for (const xi of x) squares.push(xi ** 2);
  return sum(squares);
}
