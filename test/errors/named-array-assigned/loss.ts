import { type Vector, sum } from "gen-sde";
export function loss(x: Vector<"n">) {
  const squares = x.map((xi) => xi ** 2);
  squares[0] = 0;
  return sum(squares);
}
