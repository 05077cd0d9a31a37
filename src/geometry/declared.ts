/** Whether equations that a user declares are those of Γ: 0 there, as many as the rank of ∇²L, independent, and normal to Γ. */
import { Jet } from "../calculus/index.js";
import { DiagnosticError, type Key, type ValuesOf, diagnostic } from "../diagnostics/index.js";
import type { Expr } from "../expr/index.js";
import { dot, symmetricEigen } from "../runtime/linear-algebra/index.js";
import { type Minimizer, extent } from "./locate/index.js";
import type { NumericProblem } from "./numeric.js";

/** An equation may be so much off 0 at a minimizer. */
const ZERO = 1e-6;
/** The part of an equation's gradient that may lie along Γ: eigenvectors of ∇²L lose digits where λ₁/λ_M is large. */
const TANGENT = 1e-4;
/** An equation's gradient below this part of its second derivatives is 0 to rounding: that of a square. */
const VANISHING = 1e-6;
/** Equations of gradients nearer to dependent than this, as the square of a sine, are. */
const DEPENDENT = 1e-8;

const refuse = <K extends Key>(key: K, ...values: ValuesOf<K>): DiagnosticError =>
  new DiagnosticError([diagnostic(key, undefined, ...values)]);

/** @throws DiagnosticError GS332, GS333, GS337 */
export function checkDeclared(
  problem: NumericProblem,
  equations: readonly Expr[],
  { x, rank }: Pick<Minimizer, "x" | "rank">,
): void {
  if (equations.length !== rank) throw refuse("manifoldRank", { equations: equations.length, rank });
  const point = `(${Array.from(x, (entry) => entry.toPrecision(6)).join(", ")})`;
  const D = problem.dimension;
  const jet = new Jet(problem.tape(equations), x, problem.data);
  const { vectors } = symmetricEigen(problem.hessian(x), D);
  equations.forEach((_, i) => {
    const value = jet.value(i);
    if (!(Math.abs(value) < ZERO))
      throw refuse("manifoldNotMinimizing", { point, equation: i + 1, value: value.toPrecision(3) });
  });
  const units = equations.map((_, i) => {
    const gradient = jet.gradient(i);
    const length = Math.hypot(...gradient);
    if (!(length > VANISHING * Math.hypot(...jet.hessian(i)) * extent(x)))
      throw refuse("manifoldTangent", { point, problem: `the gradient of equation ${String(i + 1)} is 0 there` });
    const unit = gradient.map((entry) => entry / length);
    const along = Array.from({ length: D - rank }, (__, k) =>
      unit.reduce((sum, entry, a) => sum + entry * vectors[a * D + rank + k]!, 0),
    );
    if (!(Math.hypot(...along) < TANGENT))
      throw refuse("manifoldTangent", {
        point,
        problem: `the gradient of equation ${String(i + 1)} is not normal to Γ`,
      });
    return unit;
  });
  const gram = Float64Array.from(units.flatMap((u) => units.map((v) => dot(u, v))));
  if (!(symmetricEigen(gram, rank).values.at(-1)! > DEPENDENT))
    throw refuse("manifoldTangent", { point, problem: "the gradients of its equations depend on each other" });
}
