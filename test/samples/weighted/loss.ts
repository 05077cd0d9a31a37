// Squares with weights that depend on the parameters, and a noise of lower rank than D.
import { type Vector, norm2 } from "gen-sde";

export function loss({ x, z }: { x: Vector<2>; z: Vector<2> }) {
  const stiffness = [2 + x[0], 3 - x[1]];
  let total = (norm2(x) - 1) ** 2 / 8;
  for (let j = 0; j < 2; j++) total += (stiffness[j] * z[j] ** 2) / 2;
  return total;
}

export const noise = ({ x }: { x: Vector<2>; z: Vector<2> }, [xi]: Vector<1>) => ({
  x: [-0.5 * x[1] * xi, 0.5 * x[0] * xi],
  z: [xi, 0],
});

export const example = { params: { x: [0.6, 0.8], z: [0, 0] } };
