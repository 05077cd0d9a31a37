/** What is read off points of Γ. */
import { type Model, symmetricEigen } from "../../runtime/index.js";

export interface Observable {
  readonly id: string;
  /** Plain text, for axes. */
  readonly label: string;
  /** TeX, for captions. */
  readonly tex: string;
  readonly read: (y: Float64Array) => number;
}

export function coordinate(model: Pick<Model, "parameters">, a: number): Observable {
  const label = model.parameters[a]!;
  return { id: `x${String(a + 1)}`, label, tex: `\\text{${label}}`, read: (y) => y[a]! };
}

/** tr ∇²L, and ln|∇²L|₊ where that is more than its logarithm. */
export function curvatures(model: Pick<Model, "dimension" | "rank" | "hessian">): Observable[] {
  const { dimension: D, rank: M } = model;
  const H = new Float64Array(D * D);
  const trace = (y: Float64Array): number => {
    model.hessian(y, H);
    let sum = 0;
    for (let a = 0; a < D; a++) sum += H[a * D + a]!;
    return sum;
  };
  const logarithm = (y: Float64Array): number => {
    model.hessian(y, H);
    return symmetricEigen(H, D)
      .values.subarray(0, M)
      .reduce((sum, eigenvalue) => sum + Math.log(eigenvalue), 0);
  };
  return [
    { id: "trace", label: "tr ∇²L", tex: "\\operatorname{tr}\\nabla^2L", read: trace },
    ...(M > 1 ? [{ id: "logdet", label: "ln|∇²L|₊", tex: "\\ln|\\nabla^2L|_+", read: logarithm }] : []),
  ];
}
